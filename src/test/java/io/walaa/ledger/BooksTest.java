package io.walaa.ledger;

import static io.walaa.ledger.LedgerFixture.DAY;
import static io.walaa.ledger.LedgerFixture.PROGRAMME;
import static io.walaa.ledger.LedgerFixture.midnight;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.points.Account;
import io.walaa.points.Hold;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BooksTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20261121})
    void books_of_any_history_balance_and_states_are_the_sum_of_the_lines(long seed) {
        Random random = new Random(seed);
        List<MemberId> members = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            members.add(ledger.member());
        }
        Flusher flusher = ledger.flusher("a");
        for (int i = 0; i < 10_000; i++) {
            int who = (int) Math.abs(random.nextGaussian() * 30) % members.size();
            ledger.journal.commit(who % 8, members.get(who), "random", change -> step(change, random));
            flusher.dirty(who % 8, i % 10 == 0);
        }
        ledger.flushed();

        assertThat(ledger.findings()).isEmpty();
        TrialBalance.Books books = new TrialBalance(ledger.pool)
                .read(PROGRAMME, () -> Future.succeededFuture(10_000L))
                .await();
        assertThat(books.units().get("points").sum()).isZero();
        assertThat(books.flushed()).isEqualTo(10_000);
        long owed = books.units().get("points").accounts().get(Account.AVAILABLE)
                + books.units().get("points").accounts().getOrDefault(Account.PENDING, 0L)
                + books.units().get("points").accounts().getOrDefault(Account.HELD, 0L);
        assertThat(new Liability(ledger.pool)
                        .read(PROGRAMME).await().stream()
                                .mapToLong(Liability.Month::outstanding)
                                .sum())
                .isEqualTo(owed);
        LedgerStateSource source = new LedgerStateSource(ledger.pool);
        for (int i = 0; i < members.size(); i++) {
            var state = ledger.journal.state(members.get(i));
            if (state.seq() > 0) {
                Map<String, String> fields =
                        source.member(i % 8, PROGRAMME, members.get(i)).await().fields();
                assertThat(io.walaa.member.MemberFields.read(members.get(i), fields))
                        .usingRecursiveComparison()
                        .isEqualTo(state);
            }
        }
    }

    private static void step(MemberChange change, Random random) {
        long available = change.purse("points").lots().available(midnight());
        int dice = random.nextInt(100);
        if (dice < 50 || available < 2) {
            long expires = random.nextInt(10) == 0 ? Lot.NEVER : midnight() + (1 + random.nextInt(400)) * DAY;
            boolean pending = random.nextInt(5) == 0;
            change.post(
                    Account.ISSUED,
                    pending ? Account.PENDING : Account.AVAILABLE,
                    "points",
                    1 + random.nextInt(100),
                    pending ? new Lot(expires, midnight() + random.nextInt(30) * DAY + 1, "A-1") : Lot.active(expires));
        } else if (dice < 75) {
            List<LotPart> parts = change.purse("points").lots().take(1 + random.nextLong(available), midnight());
            parts.forEach(
                    part -> change.post(Account.AVAILABLE, Account.REDEEMED, "points", part.amount(), part.lot()));
        } else if (dice < 85) {
            long amount = 1 + random.nextLong(available);
            List<LotPart> parts = change.purse("points").lots().take(amount, midnight());
            parts.forEach(part -> change.post(Account.AVAILABLE, Account.HELD, "points", part.amount(), part.lot()));
            change.open(new Hold(change.moment().entry().key(), "points", amount, midnight() + 60 * DAY, parts));
        } else if (dice < 95 && !change.holds().isEmpty()) {
            Hold hold = change.holds().values().iterator().next();
            boolean capture = random.nextBoolean();
            hold.parts()
                    .forEach(part -> change.post(
                            Account.HELD,
                            capture ? Account.REDEEMED : Account.AVAILABLE,
                            "points",
                            part.amount(),
                            part.lot()));
            change.close(hold);
        } else {
            change.post(Account.DEBT, Account.ISSUED, "points", 5, Lot.active(Lot.NEVER));
        }
    }

    @Test
    void liability_counts_by_the_month_of_the_last_valid_day_in_any_zone() {
        for (String zone : List.of("Asia/Kuwait", "America/Los_Angeles", "Asia/Tokyo", "UTC", "Pacific/Auckland")) {
            long endOfJune =
                    LocalDate.of(2027, 7, 1).atStartOfDay(ZoneId.of(zone)).toEpochSecond();

            assertThat(AccountTotalTable.month(endOfJune)).as(zone).isEqualTo(202706);
            assertThat(AccountTotalTable.month(endOfJune + DAY)).as(zone).isEqualTo(202707);
        }
        assertThat(AccountTotalTable.month(Lot.NEVER)).isZero();
        ledger.journal.commit(0, ledger.member(), "earn", change -> {
            long kuwait = LocalDate.of(2027, 7, 1)
                    .atStartOfDay(ZoneId.of("Asia/Kuwait"))
                    .toEpochSecond();
            change.post(Account.ISSUED, Account.AVAILABLE, "points", 7, Lot.active(kuwait));
            change.post(Account.ISSUED, Account.AVAILABLE, "points", 3, Lot.active(Lot.NEVER));
        });
        ledger.flusher("a");
        ledger.flushed();

        assertThat(new Liability(ledger.pool).read(PROGRAMME).await())
                .containsExactly(
                        new Liability.Month("points", YearMonth.of(2027, 6), 7, 0, 0),
                        new Liability.Month("points", null, 3, 0, 0));
    }

    @Test
    void next_months_are_made_ahead_once() {
        Instant now = Instant.parse("2031-12-31T23:59:59Z");
        LedgerMonths months = new LedgerMonths(ledger.pool);
        Future.all(months.ensure(now), months.ensure(now)).await();

        assertThat(ledger.text("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                        + " WHERE relname LIKE 'entry_203%' AND relkind = 'r'"))
                .isEqualTo("entry_2031_11 entry_2031_12 entry_2032_01 entry_2032_02 entry_2032_03");
    }

    @Test
    void entry_of_a_month_that_nobody_made_is_flushed_all_the_same() {
        ledger.journal.at(Instant.now().plus(200, ChronoUnit.DAYS));
        ledger.journal.commit(0, ledger.member(), "earn", LedgerFixture.earn(1));
        ledger.flusher("a");
        ledger.flushed();
    }

    @Test
    void day_of_entries_is_read_by_index_from_one_month() {
        ledger.sql("""
                INSERT INTO entry (partition, seq, posted_at, programme, member, member_seq, commit_id, type, version,
                                   body, chain)
                SELECT n % 64, n, date_trunc('month', now()) + n * interval '40 seconds', 'nakheel', 'mem_' || n, 1,
                       'c', 'earn', 1, repeat('x', 300), ''
                FROM generate_series(1, 60000) n
                """);
        ledger.sql("SELECT brin_summarize_new_values(indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = indexrelid"
                + " WHERE relname LIKE 'entry_%posted_at_idx'");
        ledger.sql("ANALYZE entry");

        StringBuilder plan = new StringBuilder();
        ledger.sql("EXPLAIN SELECT * FROM entry WHERE programme = 'nakheel' AND posted_at >= date_trunc('month', now())"
                        + " + interval '9 days' AND posted_at < date_trunc('month', now()) + interval '10 days'")
                .forEach(row -> plan.append(row.getString(0)).append('\n'));

        assertThat(plan.toString())
                .contains("Bitmap Index Scan")
                .contains("posted_at_idx")
                .doesNotContain("Seq Scan");
        assertThat(plan.toString()).contains("Subplans Removed");
    }
}
