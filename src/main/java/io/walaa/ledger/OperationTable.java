package io.walaa.ledger;

import static io.walaa.ledger.FlushBatch.column;
import static io.walaa.ledger.FlushBatch.ints;
import static io.walaa.ledger.FlushBatch.longs;
import static io.walaa.ledger.FlushBatch.texts;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * The table {@code operation}: one row per operation id. An id that is there already marks its entry as a duplicate,
 * which is kept in {@code duplicate} to be reversed; it never stops the flusher.
 */
final class OperationTable {
    private static final String INSERT = """
            INSERT INTO operation (id, partition, seq, posted_at, expires_at)
            SELECT id, partition, seq, to_timestamp(posted / 1000.0::float8), to_timestamp(expires / 1000.0::float8)
            FROM (SELECT unnest($1::uuid[]) AS id, unnest($2::int[]) AS partition,
                         unnest($3::bigint[]) AS seq, unnest($4::bigint[]) AS posted,
                         unnest($5::bigint[]) AS expires) AS new
            """;
    private static final String INSERT_NEW = INSERT + "ON CONFLICT DO NOTHING";
    private static final String FORGET_EXPIRED = """
            DELETE FROM operation
            USING unnest($1::uuid[], $2::bigint[]) AS new(id, posted)
            WHERE operation.id = new.id AND operation.expires_at <= to_timestamp(posted / 1000.0::float8)
            """;
    private static final String INSERT_DUPLICATES = """
            INSERT INTO duplicate (operation, partition, seq, posted_at, programme, member, member_seq, commit_id)
            SELECT id, partition, seq, to_timestamp(posted / 1000.0::float8), programme, member, member_seq, commit_id
            FROM (SELECT unnest($1::uuid[]) AS id, unnest($2::int[]) AS partition,
                         unnest($3::bigint[]) AS seq, unnest($4::bigint[]) AS posted,
                         unnest($5::text[]) AS programme, unnest($6::text[]) AS member,
                         unnest($7::bigint[]) AS member_seq, unnest($8::text[]) AS commit_id) AS new
            WHERE NOT EXISTS (
                SELECT FROM operation o WHERE o.id = new.id AND o.partition = new.partition AND o.seq = new.seq)
            """;

    private static final String PRIMARY_KEY = "operation_pkey";

    private final long keyWindowMillis;

    /** @param keyWindowMillis how long a client's key counts */
    OperationTable(long keyWindowMillis) {
        this.keyWindowMillis = keyWindowMillis;
    }

    /**
     * Writes the rows. An id that is there already is an error: duplicates are so rare that it is cheaper to write such
     * a batch again by {@link #insertNew} than to be ready for them in every batch.
     */
    Future<Integer> insert(SqlConnection connection, List<FlushEntry> entries) {
        return rows(connection, INSERT, entries).map(0);
    }

    /** Whether the failure of a batch is that an operation id was there already. */
    static boolean isDuplicate(Throwable failure) {
        return failure instanceof PgException refused && PRIMARY_KEY.equals(refused.getConstraint());
    }

    private Future<Integer> rows(SqlConnection connection, String sql, List<FlushEntry> entries) {
        Tuple columns = Tuple.tuple()
                .addValue(column(UUID.class, entries, FlushEntry::operation))
                .addValue(ints(entries, FlushEntry::partition))
                .addValue(longs(entries, FlushEntry::seq))
                .addValue(longs(entries, FlushEntry::postedAt))
                .addValue(longs(entries, entry -> entry.keyed() ? entry.postedAt() + keyWindowMillis : null));
        return connection.preparedQuery(sql).execute(columns).map(written -> written.rowCount());
    }

    /**
     * Writes the rows that are new, keeps the others as duplicates and gives their number. A key whose window has
     * passed is free: only what still counts makes a duplicate.
     */
    Future<Integer> insertNew(SqlConnection connection, List<FlushEntry> entries) {
        Tuple ids = Tuple.tuple()
                .addValue(column(UUID.class, entries, FlushEntry::operation))
                .addValue(longs(entries, FlushEntry::postedAt));
        Tuple columns = Tuple.tuple()
                .addValue(column(UUID.class, entries, FlushEntry::operation))
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
                .compose(gone -> rows(connection, INSERT_NEW, entries))
                .compose(written -> connection.preparedQuery(INSERT_DUPLICATES).execute(columns))
                .map(found -> found.rowCount());
    }
}
