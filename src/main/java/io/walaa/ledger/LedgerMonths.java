package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the monthly ranges of {@code entry} and {@code transfer} ahead of time: at start, daily, and when one is
 * missing.
 */
public final class LedgerMonths {
    private static final int AHEAD = 3;
    /** Two nodes that start together make each range once. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('walaa ledger months'))";

    private final Pool pool;

    public LedgerMonths(Pool pool) {
        this.pool = pool;
    }

    /** Makes the ranges from the month before {@code now} to three months after it; those that exist stay. */
    public Future<Void> ensure(Instant now) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        List<String> wanted = new ArrayList<>();
        for (int i = -1; i <= AHEAD; i++) {
            wanted.add("entry " + month.plusMonths(i));
            wanted.add("transfer " + month.plusMonths(i));
        }
        return pool.withTransaction(connection -> connection
                .query(LOCK)
                .execute()
                .compose(locked -> existing(connection))
                .compose(existing -> {
                    Future<Void> made = Future.succeededFuture();
                    for (String table : wanted) {
                        if (!existing.contains(name(table))) {
                            made = made.compose(before ->
                                    connection.query(create(table)).execute().mapEmpty());
                        }
                    }
                    return made;
                }));
    }

    private static Future<List<String>> existing(SqlConnection connection) {
        return connection
                .query("""
                        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent IN ('entry'::regclass, 'transfer'::regclass)
                        """)
                .execute()
                .map(rows -> rows.stream().map(row -> row.getString("relname")).toList());
    }

    private static String name(String table) {
        return table.replace(' ', '_').replace('-', '_');
    }

    private static String create(String table) {
        String parent = table.substring(0, table.indexOf(' '));
        YearMonth month = YearMonth.parse(table.substring(table.indexOf(' ') + 1));
        return "CREATE TABLE " + name(table) + " PARTITION OF " + parent + " FOR VALUES FROM ('" + month
                + "-01 00:00+00') TO ('" + month.plusMonths(1) + "-01 00:00+00')";
    }
}
