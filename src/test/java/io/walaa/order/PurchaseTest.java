package io.walaa.order;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.order.Orders.anOrderIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.walaa.decision.Refusal;
import io.walaa.json.InvalidInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseTest {
    @Test
    void two_lattes_are_three_and_a_half_dinars() {
        Purchase purchase =
                anOrder().line("latte", "2", "1.750").paidBy("card", "3.500").purchase();
        assertThat(purchase.net()).isEqualTo(3_500);
        assertThat(purchase.due()).isEqualTo(purchase.paid()).isEqualTo(3_500);
        purchase.requirePaid();
    }

    @ParameterizedTest
    @CsvSource({
        "0.333, 0.010, 3",
        "0.350, 0.010, 4",
        "0.050, 0.010, 1",
        "0.049, 0.010, 0",
        "1, 0.000, 0",
        "2.0, 1.750, 3500"
    })
    void a_line_is_rounded_half_up_to_the_minor_unit(String quantity, String price, long total) {
        assertThat(anOrder().line("beans", quantity, price).purchase().net()).isEqualTo(total);
    }

    @Test
    void the_discount_is_of_the_whole_line() {
        assertThat(anOrder()
                        .line("latte", "3", "1.750", "\"discount\":\"0.250\"")
                        .purchase()
                        .net())
                .isEqualTo(5_000);
    }

    @Test
    void yen_have_no_decimals_and_riyals_two() {
        assertThat(anOrderIn("JPY").line("tea", "1.5", "101").purchase().net()).isEqualTo(152);
        assertThat(anOrderIn("SAR").line("tea", "1", "9.95").purchase().net()).isEqualTo(995);
        assertThat(errors(anOrderIn("JPY").line("tea", "1", "1.5")))
                .containsExactly("/lines/0/unitPrice: too-many-decimals {max=0}");
        assertThat(errors(anOrder().line("tea", "1", "1.7500")))
                .containsExactly("/lines/0/unitPrice: too-many-decimals {max=3}");
    }

    @Test
    void tax_counts_as_due_unless_the_prices_contain_it() {
        Orders order =
                anOrder().line("latte", "1", "2.000").with("tax", "\"0.100\"").with("shipping", "\"0.500\"");
        assertThat(order.purchase().due()).isEqualTo(2_600);
        assertThat(order.with("taxIncluded", "true").purchase().due()).isEqualTo(2_500);
    }

    @Test
    void tenders_that_differ_are_refused_with_both_sums() {
        Purchase purchase = anOrder()
                .line("latte", "1", "2.000")
                .paidBy("cash", "1.000")
                .paidBy("card", "0.999")
                .purchase();
        assertThatThrownBy(purchase::requirePaid).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("tenders-differ");
            assertThat(refusal.values()).containsEntry("due", "2.000").containsEntry("paid", "1.999");
        });
    }

    @Test
    void everything_wrong_with_an_order_is_told_at_once() {
        Orders order = anOrderIn("KWX")
                .line("latte", "0", "-1.000")
                .line("tea", "1.0001", "1e3")
                .line("mug", "1000001", "1.000", "\"colour\":\"red\"")
                .paidBy("cheque", "1.000");
        assertThat(errors(order))
                .containsExactly(
                        "/currency: unknown-currency {value=KWX, near=KWD}",
                        "/lines/0/quantity: too-small {min=0.001}",
                        "/lines/0/unitPrice: too-small {min=0}",
                        "/lines/1/quantity: too-many-decimals {max=3}",
                        "/lines/1/unitPrice: not-a-decimal",
                        "/lines/2/quantity: too-large {max=1000000}",
                        "/lines/2/colour: unknown-field {field=colour}",
                        "/tenders/0/type: unknown-value {value=cheque, allowed=cash, card, gift-card, points}");
    }

    @Test
    void amounts_beyond_what_a_client_can_read_are_refused() {
        assertThat(errors(anOrder().line("yacht", "1", "9007199254740.992")))
                .containsExactly("/lines/0/unitPrice: too-large {max=9007199254740.991}");
        assertThat(errors(anOrder().line("yacht", "2", "9007199254740.991")))
                .containsExactly("/lines/0/unitPrice: too-large {max=9007199254740.991}");
        assertThat(errors(anOrder().line("yacht", "1000000", "9007199254740.991")))
                .containsExactly("/lines/0/unitPrice: too-large {max=9007199254740.991}");
        assertThat(errors(anOrder().line("yacht", "1", "9007199254740.991").line("mug", "1", "0.001")))
                .containsExactly("/: too-large {max=9007199254740.991}");
        assertThat(errors(anOrder().line("yacht", "1", "99999999999999999999999999")))
                .containsExactly("/lines/0/unitPrice: too-large {max=9007199254740.991}");
    }

    @Test
    void a_discount_stays_below_its_line_and_included_tax_below_the_net() {
        assertThat(errors(anOrder().line("tea", "1", "1.000", "\"discount\":\"1.001\"")))
                .containsExactly("/lines/0/discount: too-large {max=1.000}");
        assertThat(errors(anOrder()
                        .line("tea", "1", "1.000")
                        .with("tax", "\"1.001\"")
                        .with("taxIncluded", "true")))
                .containsExactly("/tax: too-large {max=1.000}");
    }

    @Test
    void an_order_has_lines_and_each_its_own_id() {
        assertThat(errors(anOrder())).containsExactly("/lines: too-few {min=1}");
        Orders crowd = anOrder();
        for (int i = 0; i < 201; i++) {
            crowd.line("tea", "1", "1.000");
        }
        assertThat(errors(crowd)).containsExactly("/lines: too-many {max=200}");
        String twice = anOrder()
                .line("tea", "1", "1.000")
                .line("tea", "1", "1.000")
                .json()
                .replace("\"id\":\"2\"", "\"id\":\"1\"");
        assertThatThrownBy(() -> io.walaa.json.Input.read(io.walaa.json.Json.read(twice), Purchase::read))
                .hasMessageContaining("/lines: duplicate {value=1}");
    }

    @Test
    void the_net_is_the_sum_of_exactly_rounded_lines() {
        long seed = Long.getLong("walaa.seed", 1_448);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Orders order = anOrder();
            BigInteger net = BigInteger.ZERO;
            for (int i = 0; i <= random.nextInt(20); i++) {
                BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(20_000), 3);
                BigDecimal price = BigDecimal.valueOf(random.nextInt(50_000), 3);
                BigDecimal gross = quantity.multiply(price).setScale(3, RoundingMode.HALF_UP);
                BigDecimal discount =
                        BigDecimal.valueOf(random.nextInt(gross.unscaledValue().intValueExact() + 1), 3);
                order.line(
                        "tea",
                        quantity.toPlainString(),
                        price.toPlainString(),
                        "\"discount\":\"" + discount.toPlainString() + "\"");
                net = net.add(gross.subtract(discount).unscaledValue());
            }
            assertThat(order.purchase().net())
                    .as("seed %d, round %d: %s", seed, round, order.json())
                    .isEqualTo(net.longValueExact());
        }
    }

    private static List<String> errors(Orders order) {
        return catchThrowableOfType(InvalidInput.class, order::purchase).errors().stream()
                .map(Object::toString)
                .toList();
    }
}
