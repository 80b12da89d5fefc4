package io.walaa.ledger;

import static io.walaa.ledger.FlushBatch.bytes;
import static io.walaa.ledger.FlushBatch.ints;
import static io.walaa.ledger.FlushBatch.longs;
import static io.walaa.ledger.FlushBatch.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The table {@code operation}: one row per operation id. An id that is there already marks its entry as a duplicate,
 * which is kept in {@code duplicate} to be reversed; it never stops the flusher.
 */
final class OperationTable {
    private static final String INSERT = """
            INSERT INTO operation (id, partition, seq, posted_at, expires_at)
            SELECT id, partition, seq, to_timestamp(posted / 1000.0::float8), to_timestamp(expires / 1000.0::float8)
            FROM unnest($1::bytea[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[])
              AS new(id, partition, seq, posted, expires)
            ON CONFLICT DO NOTHING
            """;
    private static final String FORGET_EXPIRED = """
            DELETE FROM operation
            USING unnest($1::bytea[], $2::bigint[]) AS new(id, posted)
            WHERE operation.id = new.id AND operation.expires_at <= to_timestamp(posted / 1000.0::float8)
            """;
    private static final String INSERT_DUPLICATES = """
            INSERT INTO duplicate (operation, partition, seq, posted_at, programme, member, member_seq, commit_id)
            SELECT id, partition, seq, to_timestamp(posted / 1000.0::float8), programme, member, member_seq, commit_id
            FROM unnest($1::bytea[], $2::int[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::bigint[],
                        $8::text[])
              AS new(id, partition, seq, posted, programme, member, member_seq, commit_id)
            WHERE NOT EXISTS (
                SELECT FROM operation o WHERE o.id = new.id AND o.partition = new.partition AND o.seq = new.seq)
            """;

    private final long keyWindowMillis;

    /** @param keyWindowMillis how long a client's key counts */
    OperationTable(long keyWindowMillis) {
        this.keyWindowMillis = keyWindowMillis;
    }

    /** Writes the rows and gives the number of duplicates. */
    Future<Integer> insert(SqlConnection connection, List<FlushEntry> entries) {
        return rows(connection, entries)
                .compose(written ->
                        written == entries.size() ? Future.succeededFuture(0) : duplicates(connection, entries));
    }

    private Future<Integer> rows(SqlConnection connection, List<FlushEntry> entries) {
        Tuple columns = Tuple.tuple()
                .addValue(bytes(entries, FlushEntry::operation))
                .addValue(ints(entries, FlushEntry::partition))
                .addValue(longs(entries, FlushEntry::seq))
                .addValue(longs(entries, FlushEntry::postedAt))
                .addValue(longs(entries, entry -> entry.keyed() ? entry.postedAt() + keyWindowMillis : null));
        return connection.preparedQuery(INSERT).execute(columns).map(written -> written.rowCount());
    }

    /** A key whose window has passed is free: only what still counts makes a duplicate. */
    private Future<Integer> duplicates(SqlConnection connection, List<FlushEntry> entries) {
        Tuple ids = Tuple.tuple()
                .addValue(bytes(entries, FlushEntry::operation))
                .addValue(longs(entries, FlushEntry::postedAt));
        Tuple columns = Tuple.tuple()
                .addValue(bytes(entries, FlushEntry::operation))
                .addValue(ints(entries, FlushEntry::partition))
                .addValue(longs(entries, FlushEntry::seq))
                .addValue(longs(entries, FlushEntry::postedAt))
                .addValue(texts(entries, FlushEntry::programme))
                .addValue(texts(entries, FlushEntry::member))
                .addValue(longs(entries, FlushEntry::memberSeq))
                .addValue(texts(entries, entry -> entry.stored().commitId()));
        return connection
                .preparedQuery(FORGET_EXPIRED)
                .execute(ids)
                .compose(gone -> rows(connection, entries))
                .compose(written -> connection.preparedQuery(INSERT_DUPLICATES).execute(columns))
                .map(found -> found.rowCount());
    }
}
