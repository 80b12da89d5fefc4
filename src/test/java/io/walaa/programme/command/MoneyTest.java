package io.walaa.programme.command;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.order.Orders.anOrderIn;
import static io.walaa.programme.command.Commands.cancelled;
import static io.walaa.programme.command.Commands.purchase;
import static io.walaa.programme.command.Commands.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.order.Orders;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import org.junit.jupiter.api.Test;

/** Points from money and back, in the currencies and kinds of payment that shops have. */
class MoneyTest {
    private static final String RATES = "- {id: base, kind: spend, unit: points, points: 10,"
            + " per: {KWD: 1.000, BHD: 1.000, SAR: 12.00, EGP: 150.00, JPY: 500}}";
    private static final Programme SHOP = Programmes.withRules(RATES);
    private static final Programme ON_EVERYTHING = Programmes.of(
            "units: {points: {title: {en: p}}}\npolicies: {earnOnTax: true, earnOnShipping: true}", RATES);

    @Test
    void each_currency_has_its_own_decimals_and_rate() {
        assertThat(kept(SHOP, anOrderIn("KWD").line("a", "3", "1.333"), "1")).isEqualTo("39 26 0");
        assertThat(kept(SHOP, anOrderIn("BHD").line("a", "3", "0.999"), "2")).isEqualTo("29 9 0");
        assertThat(kept(SHOP, anOrderIn("SAR").line("a", "3", "19.95"), "1")).isEqualTo("49 33 0");
        assertThat(kept(SHOP, anOrderIn("EGP").line("a", "2", "1249.99"), "1")).isEqualTo("166 83 0");
        assertThat(kept(SHOP, anOrderIn("JPY").line("a", "3", "1980"), "1")).isEqualTo("118 79 0");
        assertThat(kept(SHOP, anOrderIn("USD").line("a", "3", "19.80"), "1")).isEqualTo("0 0 0");
    }

    @Test
    void included_tax_never_earned_and_so_takes_nothing_back() {
        Orders order = anOrderIn("SAR")
                .line("a", "2", "57.50")
                .line("b", "1", "115.00")
                .with("tax", "\"30.00\"");
        assertThat(kept(SHOP, order.with("taxIncluded", "true"), "1")).isEqualTo("166 125 0");
        Orders taxed = anOrderIn("SAR")
                .line("a", "2", "57.50")
                .line("b", "1", "115.00")
                .with("tax", "\"30.00\"");
        assertThat(kept(ON_EVERYTHING, taxed.with("taxIncluded", "true"), "1")).isEqualTo("191 143 0");
    }

    @Test
    void tax_and_shipping_that_earn_go_with_their_lines() {
        Orders order =
                anOrder().line("a", "4", "1.000").with("tax", "\"0.200\"").with("shipping", "\"1.000\"");
        assertThat(kept(SHOP, order, "1")).isEqualTo("40 30 0");
        Orders earning =
                anOrder().line("a", "4", "1.000").with("tax", "\"0.200\"").with("shipping", "\"1.000\"");
        assertThat(kept(ON_EVERYTHING, earning, "1")).isEqualTo("52 39 0");
    }

    @Test
    void a_discount_belongs_to_its_line() {
        assertThat(kept(
                        SHOP,
                        anOrder()
                                .line("a", "3", "1.000", "\"discount\":\"1.000\"")
                                .line("b", "1", "1.000"),
                        "1"))
                .isEqualTo("30 23 0");
        assertThat(kept(
                        SHOP,
                        anOrder()
                                .line("a", "1", "1.000", "\"discount\":\"1.000\"")
                                .line("b", "1", "1.000"),
                        "1"))
                .isEqualTo("10 10 0");
    }

    @Test
    void gift_cards_earn_neither_when_bought_nor_when_used() {
        MemberBook book = new MemberBook(SHOP);
        book.run(purchase(
                book,
                anOrder()
                        .id("A")
                        .line("card", "1", "10.000", "\"giftCard\":true")
                        .line("a", "1", "4.000")
                        .paidBy("card", "14.000")));
        assertThat(book.available()).isEqualTo(40);
        book.run(returned(book, "A", "1", "1"));
        assertThat(book.available()).isEqualTo(40);
        book.run(purchase(
                book,
                anOrder()
                        .id("B")
                        .line("a", "2", "4.000")
                        .paidBy("gift-card", "3.000")
                        .paidBy("card", "5.000")));
        assertThat(book.available()).isEqualTo(90);
        book.run(returned(book, "B", "1", "1"));
        assertThat(book.available()).isEqualTo(65);
    }

    @Test
    void a_third_of_everything_is_never_rounded_into_points() {
        MemberBook book = new MemberBook(SHOP);
        book.run(purchase(book, anOrder().id("A").line("tea", "3", "0.335").paidBy("card", "1.005")));
        assertThat(book.available()).isEqualTo(10);
        book.run(returned(book, "A", "1", "1"));
        assertThat(book.available()).isEqualTo(6);
        book.run(returned(book, "A", "1", "1"));
        assertThat(book.available()).isEqualTo(3);
        book.run(returned(book, "A", "1", "0.999"));
        book.run(returned(book, "A", "1", "0.001"));
        assertThat(book.available()).isZero();
    }

    @Test
    void the_largest_amounts_go_there_and_back() {
        MemberBook book =
                new MemberBook(Programmes.withRules("- {id: base, kind: spend, unit: points, points: 1, per: 0.001}"));
        book.run(purchase(
                book, anOrder().id("A").line("yacht", "1000", "9007199254.740").paidBy("card", "9007199254740.000")));
        assertThat(book.available()).isEqualTo(9_007_199_254_740_000L);
        book.run(returned(book, "A", "1", "333.333"));
        assertThat(book.available()).isEqualTo(6_004_802_505_559_752L);
        book.run(cancelled(book, "A"));
        assertThat(book.available()).isZero();
    }

    /** Points after the purchase, after a return of so many of line 1, and after the rest. */
    private static String kept(Programme programme, Orders order, String quantity) {
        MemberBook book = new MemberBook(programme);
        book.run(purchase(book, order.id("A").paidInFull()));
        long bought = book.available();
        book.run(returned(book, "A", "1", quantity));
        long some = book.available();
        book.run(cancelled(book, "A"));
        return bought + " " + some + " " + book.available();
    }
}
