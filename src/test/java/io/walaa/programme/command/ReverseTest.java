package io.walaa.programme.command;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.programme.command.Commands.event;
import static io.walaa.programme.command.Commands.purchase;
import static io.walaa.programme.command.Commands.returned;
import static io.walaa.programme.command.Commands.reversed;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.order.Orders;
import io.walaa.points.Account;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReverseTest {
    private static final String BASE = "- {id: base, kind: spend, unit: points, points: 10, per: 1.000}\n";
    private static final Programme SHOP = yearly("");
    private static final Programme WITHOUT_DEBT = Programmes.of("units: {points: {title: {en: p}, debtMax: 0}}", BASE);
    private final MemberBook book = new MemberBook(SHOP).at("2026-01-01T09:00:00Z");

    @Test
    void reversing_restores_the_lots_whatever_was_done() {
        book.run(Earn.award("points", 100, null));
        book.at("2026-02-01T09:00:00Z").run(purchase(book, order("A")));
        List<LotPart> before = book.lots("points");
        for (Command command : List.of(
                Earn.award("points", 7, null),
                new Redeem("points", 120),
                new PlaceHold("points", 110, Duration.ofHours(1)),
                new Adjust("points", 12),
                new Adjust("points", -105),
                returned(book, "A", "1", "1"),
                purchase(book, order("B")))) {
            MemberBook.Entry entry = book.run(command);
            MemberBook.Entry reversal = book.run(reversed(entry));
            assertThat(book.lots("points")).as("%s", command).isEqualTo(before);
            assertThat(book.state().holds()).isEmpty();
            assertThat(book.refused(reversed(entry)).code()).isEqualTo("already-reversed");
            assertThat(book.refused(reversed(reversal)).code()).isEqualTo("reversal-of-reversal");
        }
    }

    @Test
    void a_reversed_return_can_be_done_again() {
        book.run(purchase(book, order("A")));
        MemberBook.Entry first = book.run(returned(book, "A", "1", "1"));
        MemberBook.Entry second = book.run(returned(book, "A", "1", "1"));
        assertThat(book.refused(reversed(first)).code()).isEqualTo("order-changed-since");
        book.run(reversed(second));
        assertThat(book.available()).isEqualTo(17);
        assertThat(book.refused(reversed(first)).code()).isEqualTo("order-changed-since");
        book.run(returned(book, "A"));
        assertThat(book.available()).isZero();
    }

    @Test
    void a_reversed_purchase_is_returned_as_a_whole_and_leaves_nothing_to_return() {
        book.run(Earn.award("points", 50, null));
        String paid = book.run(new Redeem("points", 20)).id().text("txn");
        Orders order = anOrder()
                .id("A")
                .line("mug", "1", "5.000")
                .paidByEntry("2.000", paid)
                .paidBy("card", "3.000");
        MemberBook.Entry purchase = book.run(purchase(book, order));
        assertThat(book.available()).isEqualTo(60);
        assertThat(book.refused(reversed(book.entries().get(1))).code()).isEqualTo("entry-paid-order");
        book.run(reversed(purchase));
        assertThat(book.available()).isEqualTo(30);
        assertThat(book.refused(returned(book, "A")).code()).isEqualTo("nothing-to-return");
        book.run(reversed(book.entries().get(1)));
        assertThat(book.available()).isEqualTo(50);
        Orders again = anOrder().id("B").line("mug", "1", "2.000").paidByEntry("2.000", paid);
        assertThat(book.refused(purchase(book, again)).code()).isEqualTo("unknown-tender-entry");
    }

    @Test
    void what_was_spent_is_refused_or_becomes_debt_by_policy() {
        MemberBook.Entry earned = book.run(Earn.award("points", 100, null));
        book.run(new Redeem("points", 70));
        assertThat(book.refused(reversed(earned)).values())
                .containsEntry("unit", "points")
                .containsEntry("missing", 70L);
        book.under(yearly("policies: {corrections: {reverseIntoDebt: true}}"));
        book.run(reversed(earned));
        assertThat(book.balance("points").debt()).isEqualTo(70);
        assertThat(book.available()).isZero();
    }

    @Test
    void a_duplicate_is_undone_as_far_as_it_goes() {
        MemberBook.Entry earned = book.under(WITHOUT_DEBT).run(Earn.award("points", 100, null));
        book.run(new Redeem("points", 70));
        book.run(new Reverse(earned.id(), earned.decision(), true));
        assertThat(book.available()).isZero();
        assertThat(book.account("points", Account.WRITTEN_OFF)).isEqualTo(-70);
    }

    @Test
    void a_reversed_capture_gives_back_what_was_spent() {
        book.run(Earn.award("points", 100, null));
        MemberBook.Entry hold = book.run(new PlaceHold("points", 80, Duration.ofHours(1)));
        MemberBook.Entry capture = book.run(new EndHold(hold.id(), 50L));
        assertThat(book.refused(reversed(hold)).code()).isEqualTo("hold-not-open");
        book.run(reversed(capture));
        assertThat(book.available()).isEqualTo(100);
        MemberBook.Entry released = book.run(new PlaceHold("points", 80, Duration.ofHours(1)));
        assertThat(book.refused(reversed(book.run(new EndHold(released.id(), 0L))))
                        .code())
                .isEqualTo("entry-not-reversible");
    }

    @Test
    void a_reversed_expiry_comes_back_with_grace() {
        book.run(Earn.award("points", 100, null));
        book.at("2027-01-01T21:00:00Z").settle();
        assertThat(book.available()).isZero();
        MemberBook.Entry expired = book.entries().get(1);
        book.at("2027-02-01T09:00:00Z").run(reversed(expired));
        assertThat(book.lot("points", "2027-03-03T21:00:00Z")).isEqualTo(100);
    }

    @Test
    void an_adjustment_beyond_the_balance_is_refused_or_becomes_debt() {
        assertThat(book.refused(new Adjust("points", -5)).code()).isEqualTo("insufficient-points");
        book.under(yearly("policies: {corrections: {adjustIntoDebt: true}}"));
        book.run(new Adjust("points", 3));
        MemberBook.Entry taken = book.run(new Adjust("points", -5));
        assertThat(book.balance("points").debt()).isEqualTo(2);
        book.run(reversed(taken));
        assertThat(book.balance("points").debt()).isZero();
        assertThat(book.available()).isEqualTo(3);
    }

    @Test
    void a_reversed_visit_can_earn_again_today() {
        book.under(Programmes.withRules("- {id: visit, kind: event, event: visit, unit: points, points: 2,"
                + " caps: {perMember: [{amount: 2, per: day}]}}"));
        MemberBook.Entry visit = book.run(event(book, "visit"));
        book.run(event(book, "visit"));
        assertThat(book.available()).isEqualTo(2);
        book.run(reversed(visit));
        book.run(event(book, "visit"));
        assertThat(book.available()).isEqualTo(2);
    }

    private static Orders order(String id) {
        return anOrder().id(id).line("latte", "2", "1.750").paidBy("card", "3.500");
    }

    private static Programme yearly(String policies) {
        return Programmes.of("units: {points: {title: {en: p}, expiry: {rolling: P12M}}}\n" + policies, BASE);
    }
}
