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
            FROM (SELECT unnest($1::int[]) AS partition, unnest($2::bigint[]) AS seq,
                         unnest($3::bigint[]) AS posted, unnest($4::text[]) AS programme,
                         unnest($5::text[]) AS member, unnest($6::bigint[]) AS member_seq,
                         unnest($7::text[]) AS commit_id, unnest($8::text[]) AS type,
                         unnest($9::text[]) AS event, unnest($10::bigint[]) AS occurred,
                         unnest($11::int[]) AS version, unnest($12::text[]) AS body,
                         unnest($13::text[]) AS note, unnest($14::bytea[]) AS note_salt,
                         unnest($15::bytea[]) AS note_digest, unnest($16::bytea[]) AS chain) AS new
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
