package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a programme owes its members, by the month in which it expires. */
public final class Liability {
    private static final String READ = """
            SELECT unit, month,
                   coalesce(sum(amount) FILTER (WHERE account = 'available'), 0)::bigint AS available,
                   coalesce(sum(amount) FILTER (WHERE account = 'pending'), 0)::bigint AS pending,
                   coalesce(sum(amount) FILTER (WHERE account = 'held'), 0)::bigint AS held
            FROM account_total
            WHERE programme = $1 AND account IN ('available', 'pending', 'held')
            GROUP BY unit, month HAVING bool_or(amount <> 0) ORDER BY unit, month = 0, month
            """;

    private final SqlClient client;

    public Liability(SqlClient client) {
        this.client = client;
    }

    /**
     * Points of one unit whose last valid day is in one month.
     *
     * @param month null for those that never expire, which come last
     */
    public record Month(String unit, @Nullable YearMonth month, long available, long pending, long held) {
        public long outstanding() {
            return available + pending + held;
        }
    }

    /** Outstanding points by unit and month; a month in the past has points that the sweeper is about to expire. */
    public Future<List<Month>> read(String programme) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(programme))
                .map(rows -> rows.stream()
                        .map(row -> new Month(
                                row.getString("unit"),
                                month(row.getInteger("month")),
                                row.getLong("available"),
                                row.getLong("pending"),
                                row.getLong("held")))
                        .filter(month -> month.available() != 0 || month.pending() != 0 || month.held() != 0)
                        .toList());
    }

    private static @Nullable YearMonth month(int number) {
        return number == 0 ? null : YearMonth.of(number / 100, number % 100);
    }
}
