package io.walaa.programme.metric;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.order.Orders.anOrderIn;
import static io.walaa.programme.command.Commands.cancelled;
import static io.walaa.programme.command.Commands.event;
import static io.walaa.programme.command.Commands.purchase;
import static io.walaa.programme.command.Commands.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.programme.command.MemberBook;
import io.walaa.programme.segment.Segments;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static Programme shop(String more) {
        return ProgrammeDocument.yaml("""
                name: shop
                title: {en: Shop}
                timeZone: Asia/Kuwait
                weekStart: sunday
                currency: KWD
                locales: [en]
                units: {points: {title: {en: points}}}
                """ + more).programme();
    }

    private static void buys(MemberBook book, String id, String amount) {
        book.run(purchase(
                book, anOrder().id(id).line("x", "4", amount).paidBy("card", amount.replace("1.250", "5.000"))));
    }

    private static List<String> segments(MemberBook book) {
        return Segments.of(book.state().facts());
    }

    private static List<String> facts(MemberBook book) {
        return book.state().facts().entrySet().stream()
                .filter(fact -> fact.getKey().startsWith("m."))
                .map(fact -> fact.getKey().substring(2, 5) + "=" + Long.parseLong(fact.getValue(), 36))
                .sorted()
                .toList();
    }

    @Test
    void only_what_a_condition_reads_is_kept_and_only_as_long_as_it_is_read() {
        MemberBook book = new MemberBook(shop("""
                segments: [{id: spender, condition: 'metrics.spend_2d >= money("10.000")'}]
                """)).at("2026-11-20T10:00:00+03:00");
        buys(book, "1", "1.250");
        assertThat(facts(book)).containsExactly("s.d=5000");
        buys(book.at("2026-11-21T10:00:00+03:00"), "2", "1.250");
        assertThat(segments(book)).containsExactly("spender");
        buys(book.at("2026-11-22T10:00:00+03:00"), "3", "1.250");
        assertThat(facts(book)).containsExactly("s.d=5000", "s.d=5000");
        book.run(returned(book, "3", "1", "2"));
        assertThat(facts(book)).containsExactly("s.d=2500", "s.d=5000");
        assertThat(segments(book)).isEmpty();
        book.run(cancelled(book, "2"));
        assertThat(facts(book)).containsExactly("s.d=2500");
    }

    @Test
    void weeks_months_and_ever_count_from_the_programmes_calendar() {
        MemberBook book =
                new MemberBook(shop("""
                metrics: {reviews: {event: custom:review}}
                segments:
                  - {id: week, condition: metrics.visits_1w >= 2}
                  - {id: month, condition: metrics.visits_1m >= 3}
                  - {id: ever, condition: metrics.visits_lifetime >= 4}
                  - {id: critic, condition: metrics.reviews_lifetime >= 1}
                """)).at("2026-11-21T10:00:00+03:00"); // a Saturday, the last day of its week
        book.run(event(book, "visit"));
        book.at("2026-11-22T10:00:00+03:00").run(event(book, "visit"));
        assertThat(segments(book)).isEmpty();
        book.run(event(book, "visit"));
        assertThat(segments(book)).containsExactly("month", "week");
        book.at("2026-12-01T10:00:00+03:00").run(event(book, "visit"));
        assertThat(segments(book)).containsExactly("ever");
        book.run(event(book, "custom:review"));
        assertThat(segments(book)).containsExactly("critic", "ever");
    }

    @Test
    void money_of_another_currency_counts_at_the_programmes_rate_or_is_told_not_to() {
        MemberBook book = new MemberBook(shop("""
                exchange: {SAR: "0.082"}
                segments: [{id: spender, condition: 'metrics.spend_lifetime >= money("8.200")'}]
                """));
        book.run(purchase(book, anOrderIn("SAR").line("x", "1", "100.00").paidBy("card", "100.00")));
        assertThat(segments(book)).containsExactly("spender");
        book.run(cancelled(book, "A-1001"));
        assertThat(segments(book)).isEmpty();
        book.run(purchase(book, anOrderIn("JPY").id("2").line("x", "1", "1000").paidBy("card", "1000")));
        assertThat(book.told()).contains("spend.not-counted JPY");
        book.run(cancelled(book, "2"));
        assertThat(facts(book)).isEmpty();
    }
}
