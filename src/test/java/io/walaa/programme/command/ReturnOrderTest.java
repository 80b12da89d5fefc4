package io.walaa.programme.command;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.programme.command.Commands.cancelled;
import static io.walaa.programme.command.Commands.purchase;
import static io.walaa.programme.command.Commands.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.Refusal;
import io.walaa.order.OrderText;
import io.walaa.order.Orders;
import io.walaa.points.Account;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReturnOrderTest {
    private static final String BASE = "- {id: base, kind: spend, unit: points, points: 10, per: 1.000}\n";
    private static final Programme SHOP = Programmes.withRules(BASE);

    private final MemberBook book = new MemberBook(SHOP);

    @Test
    void what_is_returned_takes_its_points_along() {
        book.run(purchase(book, lattes("A", 2)));
        MemberBook.Entry entry = book.run(returned(book, "A", "1", "1"));
        assertThat(book.available()).isEqualTo(17);
        assertThat(entry.decision().effects())
                .extracting(effect -> effect.type() + " " + effect.values())
                .containsExactly(
                        "points.taken-back {unit=points, amount=18}", "order.returned {order=A, complete=false}");
        book.run(returned(book, "A", "1", "1"));
        assertThat(book.available()).isZero();
        assertThat(book.account("points", Account.ISSUED)).isZero();
    }

    @Test
    void ten_small_returns_take_as_much_as_one_large_one() {
        book.run(purchase(book, anOrder().id("A").line("gum", "10", "0.033").paidBy("cash", "0.330")));
        assertThat(book.available()).isEqualTo(3);
        for (int i = 0; i < 10; i++) {
            book.run(returned(book, "A", "1", "1"));
        }
        assertThat(book.available()).isZero();
    }

    @Test
    void more_than_was_bought_is_refused_with_what_is_left() {
        book.run(purchase(book, lattes("A", 2)));
        book.run(returned(book, "A", "1", "0.5"));
        assertRefused(book.refused(returned(book, "A", "1", "2")), "over-return {line=1, left=1.5, requested=2}");
        assertRefused(book.refused(returned(book, "A", "7", "1")), "unknown-line {line=7}");
        assertRefused(book.refused(returned(book, "B")), "unknown-order {order=B}");
        book.run(returned(book, "A"));
        assertRefused(book.refused(returned(book, "A")), "nothing-to-return {}");
    }

    @Test
    void an_order_id_is_taken_once() {
        book.run(purchase(book, lattes("A", 2)));
        assertRefused(book.refused(purchase(book, lattes("A", 1))), "order-exists {order=A}");
    }

    @Test
    void a_bonus_for_a_minimum_is_lost_below_it_unless_forgiven() {
        String bonus =
                BASE + "- {id: big, kind: event, event: purchase, unit: points, points: 50, minimumSpend: 3.000}";
        book.under(Programmes.withRules(bonus));
        book.run(purchase(book, lattes("A", 2)));
        assertThat(book.available()).isEqualTo(85);
        book.run(returned(book, "A", "1", "1"));
        assertThat(book.available()).isEqualTo(17);

        MemberBook generous = new MemberBook(Programmes.of(
                "units: {points: {title: {en: p}}}\npolicies: {returns: {minimumSpend: forgiven}}", bonus));
        generous.run(purchase(generous, lattes("A", 2)));
        generous.run(returned(generous, "A", "1", "1"));
        assertThat(generous.available()).isEqualTo(67);
        generous.run(cancelled(generous, "A"));
        assertThat(generous.available()).isZero();
    }

    @Test
    void a_return_is_judged_by_the_rules_of_its_day() {
        String twice = """
                - {id: twice, kind: multiplier, unit: points, factor: 1.5}
                - {id: sweets, kind: line, unit: points, skus: [cake], points: 7}
                """;
        book.under(Programmes.withRules(BASE + twice));
        book.run(purchase(
                book,
                anOrder()
                        .id("A")
                        .line("latte", "2", "1.750")
                        .line("cake", "3", "1.000")
                        .paidBy("card", "6.500")));
        assertThat(book.available()).isEqualTo(65 + 21 + 43);
        book.under(Programmes.withRules("- {id: other, kind: spend, unit: points, points: 1, per: 1.000}"));
        book.run(returned(book, "A", "2", "2"));
        assertThat(book.available()).isEqualTo(45 + 7 + 26);
        book.run(returned(book, "A"));
        assertThat(book.available()).isZero();
    }

    @Test
    void pending_points_of_the_order_go_first() {
        MemberBook slow = new MemberBook(unit("activation: P14D, expiry: {rolling: P12M}"));
        slow.run(purchase(slow, lattes("A", 2)));
        slow.run(purchase(slow, lattes("B", 2)));
        slow.run(returned(slow, "A"));
        assertThat(slow.balance("points").pending()).isEqualTo(35);
        assertThat(slow.balance("points").debt()).isZero();
        slow.at(slow.now().plus(Duration.ofDays(15)));
        assertThat(slow.available()).isEqualTo(35);
        slow.run(returned(slow, "B", "1", "1"));
        assertThat(slow.available()).isEqualTo(17);
    }

    @Test
    void points_of_the_order_go_before_others_that_expire_first() {
        MemberBook yearly = new MemberBook(unit("expiry: {rolling: P12M}"));
        yearly.run(purchase(yearly, lattes("A", 2)));
        yearly.at("2026-02-01T09:00:00Z").run(purchase(yearly, lattes("B", 2)));
        yearly.run(returned(yearly, "B"));
        assertThat(yearly.lots("points")).singleElement().satisfies(part -> {
            assertThat(part.amount()).isEqualTo(35);
            assertThat(part.lot().expiresAt()).isEqualTo(seconds("2027-01-01T21:00:00Z"));
        });
    }

    @Test
    void spent_points_come_from_others_then_become_debt_that_earnings_repay() {
        book.run(purchase(book, lattes("A", 2)));
        book.run(new Redeem("points", 30));
        MemberBook.Entry entry = book.run(returned(book, "A"));
        assertThat(book.balance("points").debt()).isEqualTo(30);
        assertThat(entry.decision().effects().get(0).values()).containsEntry("debt", 30L);
        book.run(purchase(book, lattes("B", 2)));
        assertThat(book.available()).isEqualTo(5);
        assertThat(book.balance("points").debt()).isZero();
        book.run(returned(book, "B"));
        assertThat(book.balance("points").debt()).isEqualTo(30);
    }

    @Test
    void debt_stops_at_its_limit_and_the_rest_is_written_off() {
        MemberBook capped = new MemberBook(unit("debtMax: 10"));
        capped.run(purchase(capped, lattes("A", 2)));
        capped.run(new Redeem("points", 35));
        capped.run(returned(capped, "A"));
        assertThat(capped.balance("points").debt()).isEqualTo(10);
        assertThat(capped.account("points", Account.WRITTEN_OFF)).isEqualTo(-25);
    }

    @Test
    void points_that_expired_unspent_are_not_owed_by_a_later_return() {
        MemberBook monthly = new MemberBook(unit("expiry: {rolling: P1M}"));
        monthly.run(purchase(monthly, lattes("A", 2)));
        monthly.run(purchase(monthly, lattes("B", 2)));
        monthly.run(new Redeem("points", 50));
        monthly.at("2026-03-10T09:00:00Z").settle();
        assertThat(monthly.account("points", Account.EXPIRED)).isEqualTo(20);

        MemberBook.Entry first = monthly.run(returned(monthly, "A"));
        assertThat(first.decision().effects().get(0).values()).containsEntry("expired", 20L);
        assertThat(monthly.balance("points").debt())
                .as("what was spent is owed")
                .isEqualTo(15);
        assertThat(monthly.account("points", Account.EXPIRED)).isZero();
        MemberBook.Entry second = monthly.run(returned(monthly, "B"));
        assertThat(second.decision().effects().get(0).values()).doesNotContainKey("expired");
        assertThat(monthly.balance("points").debt()).isEqualTo(50);

        monthly.run(Commands.reversed(second));
        monthly.run(Commands.reversed(first));
        assertThat(monthly.account("points", Account.EXPIRED)).isEqualTo(20);
        monthly.run(returned(monthly, "B"));
        assertThat(monthly.balance("points").debt()).isEqualTo(15);
    }

    @Test
    void an_expiry_that_was_reversed_is_owed_again() {
        MemberBook monthly = new MemberBook(unit("expiry: {rolling: P1M}"));
        monthly.run(purchase(monthly, lattes("A", 2)));
        monthly.at("2026-03-10T09:00:00Z").settle();
        MemberBook.Entry expired = monthly.entries().get(monthly.entries().size() - 1);
        monthly.run(Commands.reversed(expired));
        monthly.run(new Redeem("points", 35));
        monthly.run(returned(monthly, "A"));
        assertThat(monthly.balance("points").debt()).isEqualTo(35);
    }

    @Test
    void points_that_paid_come_back_to_their_lots_pro_rata() {
        MemberBook yearly = new MemberBook(unit("expiry: {rolling: P12M}"));
        yearly.run(Earn.award("points", 30, null));
        yearly.at("2026-02-01T09:00:00Z").run(Earn.award("points", 100, null));
        MemberBook.Entry paid = yearly.run(new Redeem("points", 100));
        yearly.run(purchase(
                yearly,
                anOrder()
                        .id("A")
                        .line("latte", "2", "1.000")
                        .paidByEntry("1.000", paid.id().text("txn"))
                        .paidBy("card", "1.000")));
        assertThat(yearly.available()).isEqualTo(30 + 10);
        yearly.run(returned(yearly, "A", "1", "1"));
        assertThat(yearly.available()).isEqualTo(30 + 50 + 5);
        assertThat(yearly.lot("points", "2027-01-01T21:00:00Z")).isEqualTo(15);
        yearly.run(returned(yearly, "A", "1", "1"));
        assertThat(yearly.lot("points", "2027-01-01T21:00:00Z")).isEqualTo(30);
        assertThat(yearly.available()).isEqualTo(130);
        assertThat(yearly.account("points", Account.REDEEMED)).isZero();
    }

    @Test
    void points_of_a_captured_hold_come_back_too_and_late_ones_with_grace() {
        MemberBook monthly = new MemberBook(unit("expiry: {rolling: P1M}"));
        monthly.run(Earn.award("points", 80, null));
        MemberBook.Entry hold = monthly.run(new PlaceHold("points", 60, Duration.ofMinutes(15)));
        MemberBook.Entry capture = monthly.run(new EndHold(hold.id(), 50L));
        assertThat(monthly.available()).isEqualTo(30);
        Orders order = anOrder()
                .id("A")
                .line("mug", "1", "5.000")
                .paidByEntry("5.000", capture.id().text("txn"));
        monthly.run(purchase(monthly, order));
        monthly.at("2026-03-10T09:00:00Z").settle();
        assertThat(monthly.available()).isZero();
        monthly.run(returned(monthly, "A"));
        assertThat(monthly.available()).isEqualTo(50);
        assertThat(monthly.lot("points", "2026-04-09T21:00:00Z")).isEqualTo(50);
    }

    @Test
    void without_grace_what_has_expired_does_not_come_back() {
        MemberBook monthly = new MemberBook(unit("expiry: {rolling: P1M}", "policies: {returns: {grace: none}}"));
        monthly.run(Earn.award("points", 50, null));
        MemberBook.Entry paid = monthly.run(new Redeem("points", 50));
        monthly.run(purchase(
                monthly,
                anOrder()
                        .id("A")
                        .line("mug", "1", "5.000")
                        .paidByEntry("5.000", paid.id().text("txn"))));
        monthly.at("2026-03-10T09:00:00Z");
        MemberBook.Entry entry = monthly.run(returned(monthly, "A"));
        assertThat(monthly.available()).isZero();
        assertThat(entry.decision().effects().get(0).values()).containsEntry("expired", 50L);
    }

    @Test
    void a_points_tender_names_what_really_paid_and_only_once() {
        book.run(Earn.award("points", 100, null));
        String paid = book.run(new Redeem("points", 50)).id().text("txn");
        book.run(purchase(book, anOrder().id("A").line("mug", "1", "5.000").paidByEntry("5.000", paid)));
        assertThat(book.refused(purchase(
                                book,
                                anOrder().id("B").line("mug", "1", "5.000").paidByEntry("5.000", paid)))
                        .code())
                .isEqualTo("tender-entry-used");
        Orders unknown = anOrder().id("C").line("mug", "1", "5.000").paidByEntry("5.000", "txn_1");
        assertThat(book.refused(purchase(book, unknown)).code()).isEqualTo("unknown-tender-entry");
    }

    @Test
    void caps_that_the_order_drew_on_are_free_again_in_their_period() {
        book.under(Programmes.withRules(BASE.replace("}", ", caps: {perMember: [{amount: 50, per: day}]}}")));
        book.run(purchase(book, lattes("A", 2)));
        book.run(purchase(book, lattes("B", 2)));
        assertThat(book.available()).isEqualTo(50);
        book.run(returned(book, "A"));
        book.run(purchase(book, lattes("C", 4)));
        assertThat(book.available()).isEqualTo(50);
    }

    @Test
    void one_purchase_and_its_return_touch_three_units_in_one_entry() {
        MemberBook three = new MemberBook(Programmes.of("""
                units:
                  points: {title: {en: p}}
                  stars: {title: {en: s}}
                  status: {title: {en: q}, spendable: false}
                """, """
                - {id: a, kind: spend, unit: points, points: 10, per: 1.000}
                - {id: b, kind: event, event: purchase, unit: stars, points: 1}
                - {id: c, kind: spend, unit: status, points: 1, per: 1.000}
                """));
        three.run(purchase(three, lattes("A", 2)));
        assertThat(balances(three)).isEqualTo(Map.of("points", 35L, "stars", 1L, "status", 3L));
        int entries = three.entries().size();
        three.run(returned(three, "A", "1", "1"));
        assertThat(three.entries()).hasSize(entries + 1);
        assertThat(balances(three)).isEqualTo(Map.of("points", 17L, "stars", 1L, "status", 1L));
        assertRefused(three.refused(new Redeem("status", 1)), "unit-not-spendable {unit=status}");
        three.run(returned(three, "A"));
        assertThat(balances(three)).isEqualTo(Map.of("points", 0L, "stars", 0L, "status", 0L));
    }

    @Test
    void an_order_of_two_lines_is_a_small_page() {
        book.run(purchase(
                book,
                anOrder()
                        .id("A")
                        .line("latte", "2", "1.750")
                        .line("cake", "1", "1.250")
                        .paidBy("card", "4.750")));
        String page = book.page("order:A");
        assertThat(page.length()).as(page).isLessThan(320);
        assertThat(OrderText.write(OrderText.read(page))).isEqualTo(page);
        book.run(returned(book, "A", "1", "1"));
        page = book.page("order:A");
        assertThat(OrderText.write(OrderText.read(page))).isEqualTo(page);
    }

    private static Map<String, Long> balances(MemberBook of) {
        return Map.of(
                "points",
                of.balance("points").available(),
                "stars",
                of.balance("stars").available(),
                "status",
                of.balance("status").available());
    }

    private static Programme unit(String options) {
        return unit(options, "");
    }

    private static Programme unit(String options, String more) {
        return Programmes.of("units: {points: {title: {en: points}, " + options + "}}\n" + more, BASE);
    }

    private static Orders lattes(String id, int count) {
        long fils = 1_750L * count;
        return anOrder()
                .id(id)
                .line("latte", Integer.toString(count), "1.750")
                .paidBy("card", "%d.%03d".formatted(fils / 1_000, fils % 1_000));
    }

    private static long seconds(String instant) {
        return java.time.Instant.parse(instant).getEpochSecond();
    }

    private static void assertRefused(Refusal refusal, String expected) {
        assertThat(refusal.code() + " " + refusal.values()).isEqualTo(expected);
    }
}
