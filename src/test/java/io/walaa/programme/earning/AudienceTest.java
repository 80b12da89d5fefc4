package io.walaa.programme.earning;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.programme.command.Commands.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.member.MemberChange;
import io.walaa.order.Orders;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.programme.command.Adjust;
import io.walaa.programme.command.MemberBook;
import io.walaa.programme.command.RecordActivity;
import io.walaa.programme.course.Happening;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static Programme shop(String rules, String more) {
        return ProgrammeDocument.yaml("""
                name: shop
                title: {en: Shop}
                timeZone: Asia/Kuwait
                currency: KWD
                locales: [en]
                units: {points: {title: {en: points}}}
                rules:
                """ + rules.indent(2) + more).programme();
    }

    private static Orders basket() {
        return anOrder()
                .line("latte", "2", "1.000", "\"category\":\"coffee\"")
                .line("cake", "1", "3.000", "\"category\":\"dessert\"")
                .paidBy("card", "5.000");
    }

    private static List<String> rules(Programme shop, MemberBook book, Orders order) {
        RecordActivity bought = purchase(book, order);
        MemberChange change = new MemberChange(
                book.state(),
                new Moment(
                        book.now(),
                        new EntryId(book.state().id().body(), book.state().seq() + 1, "abcd"),
                        Trace.off()));
        return shop.earn(new Happening(shop, change, bought.event()), bought.event()).awards().stream()
                .map(award -> award.rule() + " " + award.amount())
                .toList();
    }

    @Test
    void of_an_exclusive_group_the_best_for_the_member_counts_after_its_caps() {
        Programme shop = shop("""
                - {id: ten, kind: event, event: purchase, unit: points, points: 10, group: bonus}
                - {id: big, kind: event, event: purchase, unit: points, points: 90, group: bonus, caps: {perOrder: 9}}
                - {id: also-ten, kind: event, event: purchase, unit: points, points: 10, group: bonus, priority: 1}
                - {id: other, kind: event, event: purchase, unit: points, points: 1}
                - {id: twice, kind: multiplier, factor: 2, unit: points, group: times}
                - {id: thrice, kind: multiplier, factor: 3, unit: points, group: times}
                """, "");
        assertThat(rules(shop, new MemberBook(shop), basket())).containsExactly("other 1", "also-ten 10", "thrice 22");
    }

    @Test
    void segments_and_conditions_choose_who_earns_by_what_was_so_before() {
        Programme shop = shop("""
                - {id: rich, kind: event, event: purchase, unit: points, points: 1, segments: [rich]}
                - {id: cake, kind: event, event: purchase, unit: points, points: 2, condition: '"cake" in order.skus'}
                - {id: tea, kind: event, event: purchase, unit: points, points: 4, condition: '"tea" in order.skus'}
                """, "segments: [{id: rich, condition: balances.points >= 100}]");
        MemberBook book = new MemberBook(shop);
        assertThat(rules(shop, book, basket())).containsExactly("cake 2");
        book.run(new Adjust("points", 100));
        assertThat(rules(shop, book, basket())).containsExactly("rich 1", "cake 2");
    }

    @Test
    void lines_are_chosen_by_category_and_by_a_condition_on_each() {
        Programme shop = shop("""
                - {id: coffee, kind: spend, unit: points, points: 10, per: "1.000", lines: {categories: [coffee]}}
                - {id: tea, kind: spend, unit: points, points: 10, per: "1.000", lines: {categories: [tea]}}
                - {id: dear, kind: spend, unit: points, points: 1, per: "1.000", lines: {condition: 'line.total > money("2.000")'}}
                - {id: two, kind: line, unit: points, points: 5, categories: [coffee, dessert], lineCondition: line.quantity >= 2.0}
                """, "");
        assertThat(rules(shop, new MemberBook(shop), basket())).containsExactly("coffee 20", "dear 3", "two 10");
    }

    @Test
    void ramadan_and_its_last_ten_nights_come_each_year_and_hours_are_of_the_programmes_day() {
        Programme shop = shop("""
                - {id: ramadan, kind: event, event: purchase, unit: points, points: 1, schedule: {hijri: [{month: ramadan}]}}
                - {id: last-ten, kind: event, event: purchase, unit: points, points: 2, schedule: {hijri: [{month: ramadan, from: 21}]}}
                - {id: evening, kind: event, event: purchase, unit: points, points: 4, schedule: {hours: "18:00-24:00"}}
                """, "");
        MemberBook book = new MemberBook(shop);
        // Umm al-Qura: Ramadan 1447 is 18 February to 19 March 2026, Ramadan 1448 begins on 8 February 2027
        assertThat(rules(shop, book.at("2026-02-17T23:59:59+03:00"), basket())).containsExactly("evening 4");
        assertThat(rules(shop, book.at("2026-02-18T00:00:00+03:00"), basket())).containsExactly("ramadan 1");
        assertThat(rules(shop, book.at("2026-03-10T18:00:00+03:00"), basket()))
                .containsExactly("ramadan 1", "last-ten 2", "evening 4");
        assertThat(rules(shop, book.at("2026-03-19T12:00:00+03:00"), basket()))
                .containsExactly("ramadan 1", "last-ten 2");
        assertThat(rules(shop, book.at("2026-03-20T12:00:00+03:00"), basket())).isEmpty();
        assertThat(rules(shop, book.at("2027-02-08T12:00:00+03:00"), basket())).containsExactly("ramadan 1");
    }
}
