package io.walaa.programme.command;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.programme.command.Commands.cancelled;
import static io.walaa.programme.command.Commands.confirmed;
import static io.walaa.programme.command.Commands.event;
import static io.walaa.programme.command.Commands.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.order.Orders;
import io.walaa.points.Account;
import io.walaa.points.FixedExpiry;
import io.walaa.points.RollingExpiry;
import io.walaa.points.RollingExpiry.EndOf;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final String BASE = """
            - {id: base, kind: spend, unit: points, points: 10, per: 1.000}
            - {id: visit, kind: event, event: visit, unit: points, points: 2}
            """;

    @Test
    void a_rolling_expiry_clamps_months_and_rounds_up_to_the_end_of_month_or_year() {
        assertThat(rolling("2027-01-31T10:00:00Z", "P1M", EndOf.DAY, "Asia/Kuwait"))
                .isEqualTo("2027-02-28T21:00:00Z");
        assertThat(rolling("2028-01-31T10:00:00Z", "P1M", EndOf.DAY, "Asia/Kuwait"))
                .isEqualTo("2028-02-29T21:00:00Z");
        assertThat(rolling("2027-01-31T22:00:00Z", "P1M", EndOf.DAY, "Asia/Kuwait"))
                .isEqualTo("2027-03-01T21:00:00Z");
        assertThat(rolling("2027-01-05T10:00:00Z", "P1M", EndOf.MONTH, "Asia/Kuwait"))
                .isEqualTo("2027-02-28T21:00:00Z");
        assertThat(rolling("2027-12-05T10:00:00Z", "P1M", EndOf.YEAR, "Asia/Kuwait"))
                .isEqualTo("2028-12-31T21:00:00Z");
        assertThat(rolling("2024-02-29T10:00:00Z", "P12M", EndOf.DAY, "UTC")).isEqualTo("2025-03-01T00:00:00Z");
    }

    @Test
    void a_day_ends_when_the_zone_says_also_where_midnight_is_skipped() {
        // Egypt skips from midnight to one o'clock on the last Friday of April
        assertThat(rolling("2026-03-23T10:00:00Z", "P1M", EndOf.DAY, "Africa/Cairo"))
                .isEqualTo("2026-04-23T22:00:00Z");
        assertThat(rolling("2026-09-29T10:00:00Z", "P1M", EndOf.DAY, "Africa/Cairo"))
                .isEqualTo("2026-10-29T22:00:00Z");
        assertThat(rolling("2026-02-28T10:00:00Z", "P1M", EndOf.DAY, "Europe/Berlin"))
                .isEqualTo("2026-03-28T23:00:00Z");
        assertThat(rolling("2026-03-01T10:00:00Z", "P1M", EndOf.DAY, "Europe/Berlin"))
                .isEqualTo("2026-04-01T22:00:00Z");
        FixedExpiry leap = new FixedExpiry(MonthDay.of(2, 29));
        assertThat(Instant.ofEpochSecond(
                        leap.expiresAt(Instant.parse("2027-02-28T20:00:00Z"), ZoneId.of("Asia/Kuwait"))))
                .isEqualTo("2027-02-28T21:00:00Z");
    }

    @Test
    void inactivity_keeps_one_date_that_every_activity_moves() {
        MemberBook book = new MemberBook(inactivity("P6M", ""));
        book.at("2026-01-10T09:00:00Z").run(purchase(book, order("A")));
        book.at("2026-03-10T09:00:00Z").run(purchase(book, order("B")));
        assertThat(book.lots("points")).hasSize(1);
        assertThat(book.state().nextDue())
                .isEqualTo(Instant.parse("2026-09-10T21:00:00Z").getEpochSecond());
        book.at("2026-08-10T09:00:00Z").run(new Redeem("points", 5));
        book.at("2027-02-10T20:59:59Z");
        assertThat(book.available()).isEqualTo(65);
        book.at("2027-02-10T21:00:00Z");
        assertThat(book.available()).isZero();
        book.settle();
        assertThat(book.account("points", Account.EXPIRED)).isEqualTo(65);
        assertThat(book.state().nextDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void only_qualifying_activities_move_the_date() {
        MemberBook book = new MemberBook(inactivity("P6M", ", activities: [purchase]"));
        book.at("2026-01-10T09:00:00Z").run(purchase(book, order("A")));
        book.at("2026-05-10T09:00:00Z").run(event(book, "visit"));
        book.at("2026-05-11T09:00:00Z").run(new Adjust("points", 9));
        book.at("2026-07-10T21:00:00Z").settle();
        assertThat(book.account("points", Account.EXPIRED)).isEqualTo(35 + 2 + 9);
        book.at("2026-08-01T09:00:00Z").run(new Adjust("points", 4));
        assertThat(book.state().nextDue())
                .isEqualTo(Instant.parse("2027-02-01T21:00:00Z").getEpochSecond());
    }

    @Test
    void a_backdated_event_never_moves_the_date_back() {
        MemberBook book = new MemberBook(inactivity("P6M", ""));
        book.at("2026-01-10T09:00:00Z").run(event(book, "visit"));
        book.run(event("visit", Instant.parse("2026-01-05T09:00:00Z")));
        assertThat(book.state().nextDue())
                .isEqualTo(Instant.parse("2026-07-10T21:00:00Z").getEpochSecond());
    }

    @Test
    void held_points_stay_good_over_their_expiry_and_expire_when_released() {
        MemberBook book =
                new MemberBook(Programmes.of("units: {points: {title: {en: p}, expiry: {rolling: P1M}}}", BASE));
        book.at("2026-01-31T09:00:00Z").run(Earn.award("points", 50, null));
        book.at("2026-02-28T20:00:00Z");
        MemberBook.Entry captured = book.run(new PlaceHold("points", 20, Duration.ofDays(2)));
        MemberBook.Entry released = book.run(new PlaceHold("points", 20, Duration.ofDays(2)));
        book.at("2026-03-01T09:00:00Z").settle();
        assertThat(book.account("points", Account.EXPIRED)).isEqualTo(10);
        book.run(new EndHold(captured.id(), 15L));
        assertThat(book.account("points", Account.REDEEMED)).isEqualTo(15);
        assertThat(book.account("points", Account.EXPIRED)).isEqualTo(15);
        book.run(new EndHold(released.id(), 0L));
        assertThat(book.available()).isZero();
        assertThat(book.account("points", Account.EXPIRED)).isEqualTo(35);
    }

    @Test
    void lots_expire_also_while_there_is_debt() {
        MemberBook book = new MemberBook(Programmes.of("""
                units: {points: {title: {en: p}, expiry: {rolling: P1M}}}
                policies: {corrections: {adjustIntoDebt: true}}
                """, BASE));
        book.at("2026-01-31T09:00:00Z").run(Earn.award("points", 50, null));
        MemberBook.Entry hold = book.run(new PlaceHold("points", 50, Duration.ofDays(1)));
        book.run(new Adjust("points", -30));
        assertThat(book.balance("points").debt()).isEqualTo(30);
        book.run(new EndHold(hold.id(), 0L));
        assertThat(book.available()).isEqualTo(20);
        assertThat(book.balance("points").debt()).isZero();
        book.at("2026-02-28T21:00:00Z").settle();
        assertThat(book.account("points", Account.EXPIRED)).isEqualTo(20);
    }

    @Test
    void points_wait_for_the_confirmation_of_their_own_order() {
        MemberBook book = new MemberBook(Programmes.of(
                "units: {points: {title: {en: p}, expiry: {rolling: P12M}, activation: on-confirmation}}", BASE));
        book.run(purchase(book, order("A")));
        book.run(purchase(book, order("B")));
        book.run(event(book, "visit"));
        assertThat(book.available()).isEqualTo(2);
        book.run(confirmed(book, "B"));
        assertThat(book.available()).isEqualTo(37);
        assertThat(book.balance("points").pending()).isEqualTo(35);
        assertThat(book.refused(confirmed(book, "B")).code()).isEqualTo("nothing-to-confirm");
        assertThat(book.refused(confirmed(book, "C")).code()).isEqualTo("unknown-order");
        book.run(cancelled(book, "A"));
        assertThat(book.balance("points").pending()).isZero();
        assertThat(book.available()).isEqualTo(37);
        book.run(cancelled(book, "B"));
        assertThat(book.available()).isEqualTo(2);
    }

    private static Programme inactivity(String after, String more) {
        return Programmes.of(
                "units: {points: {title: {en: p}, expiry: {inactivity: %s%s}}}".formatted(after, more), BASE);
    }

    private static Orders order(String id) {
        return anOrder().id(id).line("latte", "2", "1.750").paidBy("card", "3.500");
    }

    private static String rolling(String from, String after, EndOf endOf, String zone) {
        long at = new RollingExpiry(Period.parse(after), endOf).expiresAt(Instant.parse(from), ZoneId.of(zone));
        return Instant.ofEpochSecond(at).toString();
    }
}
