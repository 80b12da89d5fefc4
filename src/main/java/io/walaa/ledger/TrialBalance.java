package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What every account of a programme holds; per unit they sum to zero. */
public final class TrialBalance {
    /** Accounts and the flushed count come from one snapshot. */
    private static final String READ = """
            SELECT t.unit, t.account, t.amount, f.flushed
            FROM (SELECT sum(last_seq)::bigint AS flushed FROM partition_state) f
            LEFT JOIN (SELECT unit, account, sum(amount)::bigint AS amount FROM account_total
                       WHERE programme = $1 GROUP BY unit, account) t ON true
            """;

    private final SqlClient client;

    public TrialBalance(SqlClient client) {
        this.client = client;
    }

    /**
     * One unit's accounts.
     *
     * @param accounts what each holds: credits less debits
     * @param sum of all, which is zero
     */
    public record UnitBalance(Map<String, Long> accounts, long sum) {}

    /**
     * The books of a programme.
     *
     * @param committed entries of the journal over all partitions
     * @param flushed entries that this counts, over all partitions
     */
    public record Books(Map<String, UnitBalance> units, long committed, long flushed) {}

    /** @param committed asks the journal for its entries over all partitions; asked after the books were read */
    public Future<Books> read(String programme, Supplier<Future<Long>> committed) {
        return client.preparedQuery(READ).execute(Tuple.of(programme)).compose(rows -> {
            Map<String, Map<String, Long>> accounts = new TreeMap<>();
            long flushed = 0;
            for (Row row : rows) {
                Long counted = row.getLong("flushed");
                flushed = counted == null ? 0 : counted;
                if (row.getString("unit") != null) {
                    accounts.computeIfAbsent(row.getString("unit"), unit -> new TreeMap<>())
                            .put(row.getString("account"), row.getLong("amount"));
                }
            }
            Map<String, UnitBalance> units = new TreeMap<>();
            accounts.forEach((unit, of) -> units.put(
                    unit,
                    new UnitBalance(
                            of, of.values().stream().mapToLong(Long::longValue).sum())));
            long counted = flushed;
            return committed.get().map(all -> new Books(units, Math.max(all, counted), counted));
        });
    }
}
