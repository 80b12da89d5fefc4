package io.walaa.programme.tier;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.programme.command.Commands.cancelled;
import static io.walaa.programme.command.Commands.event;
import static io.walaa.programme.command.Commands.purchase;
import static io.walaa.programme.command.Commands.reversed;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.programme.command.MemberBook;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TiersTest {
    private static final ZoneId KUWAIT = ZoneId.of("Asia/Kuwait");
    private static final String LEVELS = """
              levels:
                - {id: green, title: {en: Green}}
                - {id: silver, title: {en: Silver}, threshold: %s}
                - {id: gold, title: {en: Gold}, threshold: %s, benefits: [{en: A free cake}]}
            """;

    private static Programme shop(String tiers, String low, String high) {
        return ProgrammeDocument.yaml("""
                name: shop
                title: {en: Shop}
                timeZone: Asia/Kuwait
                currency: KWD
                locales: [en]
                units:
                  points: {title: {en: points}}
                  status: {title: {en: status}, spendable: false}
                rules:
                  - {id: base, kind: spend, unit: points, points: 10, per: "1.000"}
                  - {id: status, kind: spend, unit: status, points: 1, per: "1.000"}
                  - {id: more, kind: multiplier, unit: points, factor: 2, condition: tier == "gold", rules: [base]}
                tiers:
                """ + tiers.indent(2) + LEVELS.formatted(low, high))
                .programme();
    }

    private static MemberBook.Entry buys(MemberBook book, String id, String amount) {
        return book.run(purchase(book, anOrder().id(id).line("x", "1", amount).paidBy("card", amount)));
    }

    private static String level(MemberBook book, Programme shop) {
        Level level = shop.part(Tiers.class).of(book.state());
        return level == null ? "none" : level.id();
    }

    @Test
    void a_threshold_lifts_at_once_and_the_end_of_the_year_takes_one_level_after_its_grace() {
        Programme shop = shop("by: spend\nperiod: {calendar: year}\ngrace: P1M", "\"50.000\"", "\"200.000\"");
        MemberBook book = new MemberBook(shop).at("2026-03-01T10:00:00+03:00");
        book.run(event(book, "visit"));
        assertThat(level(book, shop)).isEqualTo("green");
        buys(book, "1", "49.999");
        assertThat(level(book, shop)).isEqualTo("green");
        buys(book, "2", "200.000");
        assertThat(level(book, shop)).isEqualTo("gold");
        assertThat(book.told()).contains("tier.changed gold");
        assertThat(book.state().nextDue())
                .isEqualTo(Instant.parse("2027-01-31T21:00:00Z").getEpochSecond());

        book.at("2027-01-31T23:59:59+03:00").settle();
        assertThat(level(book, shop)).isEqualTo("gold");
        // 2026 reached gold: its review keeps it until that of 2027
        book.at("2027-02-01T00:00:00+03:00").settle();
        assertThat(level(book, shop)).isEqualTo("gold");
        book.at("2028-02-01T00:00:00+03:00").settle();
        assertThat(level(book, shop)).isEqualTo("silver");
        assertThat(book.told()).containsExactly("tier.changed silver");
        book.at("2029-02-01T00:00:00+03:00").settle();
        assertThat(level(book, shop)).isEqualTo("green");
        int entries = book.entries().size();
        book.at("2040-01-01T00:00:00+03:00").settle();
        assertThat(book.entries()).hasSize(entries);
    }

    @Test
    void who_qualifies_again_within_the_grace_keeps_the_level() {
        Programme shop = shop("by: spend\ngrace: P1M\ndowngrade: to-earned", "\"50.000\"", "\"200.000\"");
        MemberBook book = new MemberBook(shop).at("2026-03-01T10:00:00+03:00");
        buys(book, "1", "200.000");
        book.at("2027-02-02T10:00:00+03:00").settle();
        book.at("2028-01-20T10:00:00+03:00");
        buys(book, "2", "200.000");
        book.at("2028-02-02T10:00:00+03:00").settle();
        assertThat(level(book, shop)).isEqualTo("gold");
        book.at("2030-02-02T10:00:00+03:00").settle();
        assertThat(level(book, shop)).as("not one step").isEqualTo("green");
    }

    @Test
    void the_level_of_before_decides_what_a_purchase_earns() {
        Programme shop = shop("by: spend", "\"50.000\"", "\"100.000\"");
        MemberBook book = new MemberBook(shop).at("2026-03-01T10:00:00+03:00");
        buys(book, "1", "100.000");
        assertThat(book.available()).isEqualTo(1_000);
        buys(book, "2", "1.000");
        assertThat(book.available()).isEqualTo(1_020);
    }

    @Test
    void a_return_lowers_what_counts_now_and_the_level_only_in_the_review() {
        Programme shop = shop("by: earned_status\nperiod: {calendar: quarter}", "50", "100");
        MemberBook book = new MemberBook(shop).at("2026-03-01T10:00:00+03:00");
        buys(book, "1", "100.000");
        MemberBook.Entry cancel = book.run(cancelled(book, "1"));
        assertThat(level(book, shop)).isEqualTo("gold");
        assertThat(amount(book, shop)).isZero();
        book.run(reversed(cancel));
        assertThat(amount(book, shop)).isEqualTo(100);
        book.run(cancelled(book, "1"));
        book.at("2026-04-01T00:00:00+03:00").settle();
        assertThat(level(book, shop)).isEqualTo("silver");
    }

    @Test
    void rolling_months_forget_the_oldest() {
        Programme shop = shop("by: purchases\nperiod: {rolling: P3M}", "2", "3");
        MemberBook book = new MemberBook(shop).at("2026-01-10T10:00:00+03:00");
        buys(book, "1", "1.000");
        buys(book.at("2026-02-10T10:00:00+03:00"), "2", "1.000");
        assertThat(level(book, shop)).isEqualTo("silver");
        buys(book.at("2026-03-10T10:00:00+03:00"), "3", "1.000");
        assertThat(level(book, shop)).isEqualTo("gold");
        book.at("2026-04-01T00:00:00+03:00").settle();
        assertThat(level(book, shop)).as("January to March").isEqualTo("gold");
        book.at("2026-05-01T00:00:00+03:00").settle();
        assertThat(level(book, shop)).as("February to April").isEqualTo("silver");
    }

    @Test
    void an_anniversary_is_each_members_own() {
        Programme shop = shop("by: visits\nperiod: {anniversary: P1Y}", "1", "2");
        MemberBook book = new MemberBook(shop).at("2026-02-10T10:00:00+03:00");
        book.run(event(book, "visit"));
        assertThat(level(book, shop)).isEqualTo("silver");
        assertThat(book.state().nextDue())
                .isEqualTo(Instant.parse("2027-02-09T21:00:00Z").getEpochSecond());
        book.at("2028-02-10T00:00:00+03:00").settle();
        assertThat(level(book, shop)).isEqualTo("green");
    }

    private static long amount(MemberBook book, Programme shop) {
        return shop.part(Tiers.class).progress(book.state(), book.now(), KUWAIT).amount();
    }
}
