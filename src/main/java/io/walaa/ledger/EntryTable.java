package io.walaa.ledger;

import static io.walaa.ledger.FlushBatch.bytes;
import static io.walaa.ledger.FlushBatch.ints;
import static io.walaa.ledger.FlushBatch.longs;
import static io.walaa.ledger.FlushBatch.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The table {@code entry}: what happened. A row that is there already is an error, never skipped. */
final class EntryTable {
    private static final String INSERT = """
            INSERT INTO entry (partition, seq, posted_at, programme, member, member_seq, commit_id, type, event,
                               occurred_at, version, body, note, note_salt, note_digest, chain)
            SELECT partition, seq, to_timestamp(posted / 1000.0::float8), programme, member, member_seq, commit_id, type, event,
                   to_timestamp(occurred / 1000.0::float8), version, body, note, note_salt, note_digest, chain
            FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bigint[], $7::text[],
                        $8::text[], $9::text[], $10::bigint[], $11::int[], $12::text[], $13::text[], $14::bytea[],
                        $15::bytea[], $16::bytea[])
              AS new(partition, seq, posted, programme, member, member_seq, commit_id, type, event, occurred,
                     version, body, note, note_salt, note_digest, chain)
            """;

    private EntryTable() {}

    static Future<Void> insert(SqlConnection connection, List<FlushEntry> entries) {
        Tuple columns = Tuple.tuple()
                .addValue(ints(entries, FlushEntry::partition))
                .addValue(longs(entries, FlushEntry::seq))
                .addValue(longs(entries, FlushEntry::postedAt))
                .addValue(texts(entries, FlushEntry::programme))
                .addValue(texts(entries, FlushEntry::member))
                .addValue(longs(entries, FlushEntry::memberSeq))
                .addValue(texts(entries, entry -> entry.stored().commitId()))
                .addValue(texts(entries, FlushEntry::type))
                .addValue(texts(entries, entry -> entry.event().isEmpty() ? null : entry.event()))
                .addValue(longs(entries, entry -> entry.occurredAt() == entry.postedAt() ? null : entry.occurredAt()))
                .addValue(ints(entries, FlushEntry::version))
                .addValue(texts(entries, entry -> entry.stored().body()))
                .addValue(texts(
                        entries,
                        entry -> entry.stored().note().isEmpty()
                                ? null
                                : entry.stored().note()))
                .addValue(bytes(entries, entry -> entry.seal().noteSalt()))
                .addValue(bytes(entries, entry -> entry.seal().noteDigest()))
                .addValue(bytes(entries, entry -> entry.seal().chain()));
        return connection.preparedQuery(INSERT).execute(columns).mapEmpty();
    }
}
