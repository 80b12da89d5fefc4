package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Proves the ledger: chains, notes, columns and lines of every entry, each member's state against its lines, each
 * account against its lines, and that every unit sums to zero. Partition by partition, each in one snapshot, streaming.
 */
public final class Verify {
    private static final int FETCH = 500;
    private static final int FINDINGS_MAX = 1_000;
    /** Lines that belong to no entry, and totals that are not what the lines come to. */
    private static final String COUNT_LINES = "SELECT count(*) FROM transfer WHERE partition = $1";

    private static final String TOTALS = """
            WITH side AS (
                SELECT programme, unit, debit AS account, expires, -amount AS amount FROM transfer WHERE partition = $1
                UNION ALL
                SELECT programme, unit, credit, expires, amount FROM transfer WHERE partition = $1
            ), sums AS (
                SELECT programme, unit, account,
                       CASE WHEN account IN ('available', 'pending', 'held') AND expires IS NOT NULL
                            THEN to_char(expires AT TIME ZONE 'UTC' - interval '12 hours', 'YYYYMM')::int
                            ELSE 0 END AS month, sum(amount) AS amount
                FROM side GROUP BY 1, 2, 3, 4
            )
            SELECT programme, unit || ' ' || account || ' ' || month AS what, coalesce(s.amount, 0) AS lines,
                   coalesce(t.amount, 0) AS total
            FROM sums s FULL JOIN (SELECT * FROM account_total WHERE partition = $1) t
                 USING (programme, unit, account, month)
            WHERE coalesce(s.amount, 0) <> coalesce(t.amount, 0)
            UNION ALL
            SELECT programme, unit || ' sum', 0, sum(amount) FROM account_total WHERE partition = $1
            GROUP BY programme, unit HAVING sum(amount) <> 0
            """;

    private final Pool pool;

    public Verify(Pool pool) {
        this.pool = pool;
    }

    /**
     * What came out.
     *
     * @param entries how many were looked at, of all programmes: a chain has them all
     * @param findings at most 1,000
     */
    public record Report(long entries, List<Finding> findings) {
        public boolean holds() {
            return findings.isEmpty();
        }
    }

    /**
     * Verifies all partitions.
     *
     * @param programme whose findings are reported, besides those that are nobody's; null for all
     * @param progress called with the number of entries seen so far, after each partition
     */
    public Future<Report> run(@Nullable String programme, LongConsumer progress) {
        List<Finding> findings = new ArrayList<>();
        Consumer<Finding> keep = finding -> {
            boolean asked = programme == null
                    || finding.programme().isEmpty()
                    || finding.programme().equals(programme);
            if (asked && findings.size() < FINDINGS_MAX) {
                findings.add(finding);
            }
        };
        return pool.query("SELECT partition FROM partition_state ORDER BY partition")
                .execute()
                .compose(rows -> {
                    Future<Long> seen = Future.succeededFuture(0L);
                    for (Row row : rows) {
                        int partition = row.getInteger(0);
                        seen = seen.compose(before -> partition(partition, keep).map(entries -> {
                            progress.accept(before + entries);
                            return before + entries;
                        }));
                    }
                    return seen;
                })
                .map(entries -> new Report(entries, List.copyOf(findings)));
    }

    private Future<Long> partition(int partition, Consumer<Finding> findings) {
        VerifyEntries entries = new VerifyEntries(partition, findings);
        VerifyMembers members = new VerifyMembers(partition, findings);
        return pool.withConnection(connection -> connection
                .query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .execute()
                .compose(begun -> PartitionStateTable.read(connection, new Integer[] {partition}))
                .compose(state -> each(connection, VerifyEntries.READ, partition, entries::entry)
                        .onSuccess(read -> entries.end(state.get(0))))
                .compose(read -> each(connection, VerifyMembers.READ, partition, members::member))
                .compose(read -> each(connection, COUNT_LINES, partition, row -> lines(row, entries, findings)))
                .compose(read -> each(connection, TOTALS, partition, row -> total(row, partition, findings)))
                .eventually(() -> connection.query("ROLLBACK").execute())
                .map(read -> entries.entries()));
    }

    private static void lines(Row row, VerifyEntries entries, Consumer<Finding> findings) {
        if (row.getLong(0) != entries.lines()) {
            findings.accept(new Finding(
                    "lines", entries.partition(), 0, "", "there are lines that belong to no entry of theirs"));
        }
    }

    private static void total(Row row, int partition, Consumer<Finding> findings) {
        findings.accept(new Finding(
                "total",
                partition,
                0,
                row.getString("programme"),
                row.getString("what") + ": " + row.getValue("total") + " instead of " + row.getValue("lines")));
    }

    private static Future<Void> each(SqlConnection connection, String sql, int partition, Consumer<Row> row) {
        return connection.prepare(sql).compose(statement -> {
            Cursor cursor = statement.cursor(Tuple.of(partition));
            return rest(cursor, row).eventually(statement::close);
        });
    }

    private static Future<Void> rest(Cursor cursor, Consumer<Row> row) {
        return cursor.read(FETCH).compose(rows -> {
            rows.forEach(row);
            return cursor.hasMore() ? rest(cursor, row) : cursor.close();
        });
    }
}
