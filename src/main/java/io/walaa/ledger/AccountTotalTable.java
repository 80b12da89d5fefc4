package io.walaa.ledger;

import static io.walaa.ledger.FlushBatch.ints;
import static io.walaa.ledger.FlushBatch.longs;
import static io.walaa.ledger.FlushBatch.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.points.Posting;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code account_total}: what each account holds, by month of expiry where it carries lots. */
final class AccountTotalTable {
    private static final String UPSERT = """
            INSERT INTO account_total (partition, programme, unit, account, month, amount)
            SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[])
            ON CONFLICT (partition, month, account, unit, programme)
            DO UPDATE SET amount = account_total.amount + excluded.amount
            """;
    private static final int DAY_SECONDS = 86_400;

    private record Key(int partition, String programme, String unit, String account, int month) {}

    private AccountTotalTable() {}

    static Future<Void> add(SqlConnection connection, List<FlushEntry> entries) {
        Map<Key, Long> sums = new HashMap<>();
        for (FlushEntry entry : entries) {
            for (Posting posting : entry.postings()) {
                add(sums, entry, posting, posting.debit(), -posting.amount());
                add(sums, entry, posting, posting.credit(), posting.amount());
            }
        }
        if (sums.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Map.Entry<Key, Long>> rows = List.copyOf(sums.entrySet());
        Tuple columns = Tuple.tuple()
                .addValue(ints(rows, row -> row.getKey().partition))
                .addValue(texts(rows, row -> row.getKey().programme))
                .addValue(texts(rows, row -> row.getKey().unit))
                .addValue(texts(rows, row -> row.getKey().account))
                .addValue(ints(rows, row -> row.getKey().month))
                .addValue(longs(rows, Map.Entry::getValue));
        return connection.preparedQuery(UPSERT).execute(columns).mapEmpty();
    }

    private static void add(Map<Key, Long> sums, FlushEntry entry, Posting posting, String account, long change) {
        int month = Account.carriesLots(account) ? month(posting.lot().expiresAt()) : 0;
        sums.merge(new Key(entry.partition(), entry.programme(), posting.unit(), account, month), change, Long::sum);
    }

    /**
     * The month (yyyymm) of the last valid day of a lot that is gone at a local midnight, 0 for never. Twelve hours
     * before that midnight it is still the last valid day, by UTC as by local time, in every zone from UTC-11 to
     * UTC+12; beyond, lots that end with the first day of a month count in the month before.
     */
    static int month(long expiresAt) {
        if (expiresAt == Lot.NEVER) {
            return 0;
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(expiresAt - DAY_SECONDS / 2, (long) DAY_SECONDS));
        return day.getYear() * 100 + day.getMonthValue();
    }
}
