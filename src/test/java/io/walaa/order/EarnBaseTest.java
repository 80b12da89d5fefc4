package io.walaa.order;

import static io.walaa.order.Orders.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EarnBaseTest {
    @Test
    void without_tax_shipping_or_points_every_line_earns() {
        assertThat(lines(anOrder().line("latte", "2", "1.750").line("cake", "1", "2.000")))
                .containsExactly(3_500, 2_000);
    }

    @Test
    void included_tax_is_taken_off_by_largest_remainder() {
        Orders order = anOrder()
                .line("latte", "1", "1.000")
                .line("tea", "1", "1.000")
                .line("cake", "1", "1.000")
                .with("taxIncluded", "true")
                .with("tax", "\"0.100\"");
        assertThat(lines(order)).containsExactly(966, 967, 967);
    }

    @Test
    void tax_and_shipping_on_top_earn_only_where_the_programme_says_so() {
        Purchase purchase = anOrder()
                .line("latte", "1", "3.000")
                .line("cake", "1", "1.000")
                .with("tax", "\"0.200\"")
                .with("shipping", "\"0.400\"")
                .purchase();
        assertThat(EarnBase.of(purchase, false, false).total()).isEqualTo(4_000);
        assertThat(EarnBase.of(purchase, true, false).lines()).containsExactly(3_150, 1_050);
        assertThat(EarnBase.of(purchase, true, true).lines()).containsExactly(3_450, 1_150);
    }

    @Test
    void what_points_paid_is_taken_off_everything_pro_rata() {
        Purchase purchase = anOrder()
                .line("latte", "1", "3.000")
                .line("cake", "1", "1.000")
                .with("shipping", "\"1.000\"")
                .paidBy("points", "2.000")
                .paidBy("gift-card", "0.500")
                .paidBy("card", "2.500")
                .purchase();
        assertThat(EarnBase.of(purchase, false, false).lines()).containsExactly(1_500, 500);
        assertThat(EarnBase.of(purchase, false, true).total()).isEqualTo(2_500);
    }

    @Test
    void gift_cards_bought_earn_nothing_and_bear_no_tax() {
        Orders order = anOrder()
                .line("latte", "1", "2.100")
                .line("card", "1", "10.000", "\"giftCard\":true")
                .with("taxIncluded", "true")
                .with("tax", "\"0.100\"");
        assertThat(lines(order)).containsExactly(2_000, 0);
    }

    @Test
    void an_order_paid_by_points_alone_earns_nothing() {
        assertThat(lines(anOrder().line("latte", "2", "1.750").paidBy("points", "3.500")))
                .containsExactly(0);
    }

    @Test
    void earning_and_not_earning_parts_always_add_up_to_what_was_due() {
        long seed = Long.getLong("walaa.seed", 77);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Orders order = anOrder();
            for (int i = 0; i <= random.nextInt(8); i++) {
                order.line(
                        "tea",
                        "1",
                        new Money(random.nextInt(5_000), "KWD").decimal(),
                        random.nextInt(5) == 0 ? "\"giftCard\":true" : "");
            }
            order.with("shipping", "\"" + new Money(random.nextInt(900), "KWD").decimal() + "\"");
            Purchase plain = order.purchase();
            boolean included = random.nextBoolean();
            order.with("taxIncluded", Boolean.toString(included));
            order.with("tax", "\"" + new Money(random.nextInt((int) plain.net() + 1), "KWD").decimal() + "\"");
            long due = order.purchase().due();
            long points = random.nextInt((int) due + 1);
            Purchase purchase = order.paidBy("points", new Money(points, "KWD").decimal())
                    .paidBy("card", new Money(due - points, "KWD").decimal())
                    .purchase();
            EarnBase all = EarnBase.of(purchase, true, true);
            EarnBase goods = EarnBase.of(purchase, false, false);
            String what = "seed " + seed + ", round " + round + ": " + order.json();
            assertThat(Arrays.stream(all.lines()).min().orElse(0)).as(what).isNotNegative();
            assertThat(Arrays.stream(goods.lines()).min().orElse(0)).as(what).isNotNegative();
            assertThat(Arrays.stream(all.lines()).sum()).as(what).isEqualTo(all.total());
            boolean giftCards = purchase.lines().stream().anyMatch(Line::giftCard);
            assertThat(all.total()).as(what).isLessThanOrEqualTo(due - points);
            assertThat(giftCards || all.total() == due - points).as(what).isTrue();
        }
    }

    private static long[] lines(Orders order) {
        return EarnBase.of(order.purchase(), false, false).lines();
    }
}
