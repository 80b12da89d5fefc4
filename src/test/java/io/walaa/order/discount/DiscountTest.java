package io.walaa.order.discount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.json.Input;
import io.walaa.json.InvalidInput;
import io.walaa.json.Json;
import io.walaa.order.Basket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountTest {
    private static final String BASKET = """
            {"currency":"KWD","lines":[
              {"id":"1","sku":"latte","category":"coffee","quantity":2,"unitPrice":"1.750"},
              {"id":"2","sku":"espresso","category":"coffee","quantity":1,"unitPrice":"1.000"},
              {"id":"3","sku":"kunafa","category":"dessert","quantity":0.250,"unitPrice":"6.000"},
              {"id":"4","sku":"card","quantity":1,"unitPrice":"10.000","giftCard":true}]}
            """;

    /** Lines cost 3.500, 1.000, 1.500 and a gift card of 10.000. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        {"kind":"amount-off","amount":"1.000"}                                  | 583, 167, 250, 0
        {"kind":"amount-off","amount":"100.000"}                                | 3500, 1000, 1500, 0
        {"kind":"percent-off","percent":10}                                     | 350, 100, 150, 0
        {"kind":"percent-off","percent":"12.5","categories":["coffee"]}         | 438, 125, 0, 0
        {"kind":"percent-off","percent":50,"cap":"1.000"}                       | 583, 167, 250, 0
        {"kind":"items-off","categories":["coffee"],"cheapest":2,"percent":50}  | 875, 500, 0, 0
        {"kind":"items-off","skus":["latte"],"amountEach":"0.250"}              | 500, 0, 0, 0
        {"kind":"items-off","skus":["latte"],"amountEach":"9.000"}              | 3500, 0, 0, 0
        {"kind":"free-item","categories":["coffee"]}                            | 0, 1000, 0, 0
        {"kind":"free-item","categories":["coffee","dessert"],"pieces":2}       | 0, 1000, 1500, 0
        {"kind":"some-free","categories":["coffee"],"take":3,"pay":2}           | 0, 1000, 0, 0
        {"kind":"some-free","categories":["coffee"],"take":4,"pay":3}           | 0, 0, 0, 0
        {"kind":"some-free","take":2,"pay":1}                                   | 0, 1000, 1500, 0
        {"kind":"some-free","take":2,"pay":1,"sets":1}                          | 0, 1000, 0, 0
        {"kind":"gift-card","amount":"6.000"}                                   | 3500, 1000, 1500, 0
        """)
    void each_kind_takes_what_it_says(String document, String expected) {
        Basket basket = basket(BASKET);
        Discount discount = discount(document);
        long[] off = discount.off(basket, basket.totals());
        assertThat(off)
                .containsExactly(Arrays.stream(expected.split(","))
                        .map(String::trim)
                        .mapToLong(Long::parseLong)
                        .toArray());
        assertThat(Discounts.of(discount.json(), "KWD")).isEqualTo(discount);
    }

    @Test
    void items_come_first_then_percent_then_amounts_then_gift_cards() {
        Basket basket = basket(BASKET);
        List<Stacked.Taken> taken = Stacked.on(
                basket,
                List.of(
                        new Stacked.Named("card", discount("{\"kind\":\"gift-card\",\"amount\":\"100.000\"}")),
                        new Stacked.Named("dinar", discount("{\"kind\":\"amount-off\",\"amount\":\"1.000\"}")),
                        new Stacked.Named("fifth", discount("{\"kind\":\"percent-off\",\"percent\":20}")),
                        new Stacked.Named("cup", discount("{\"kind\":\"free-item\",\"categories\":[\"coffee\"]}"))));

        assertThat(taken).extracting(Stacked.Taken::name).containsExactly("cup", "fifth", "dinar", "card");
        assertThat(taken).extracting(Stacked.Taken::sum).containsExactly(1000L, 1000L, 1000L, 3000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"kind":"amount-of","amount":"1.000"}                | /kind    | unknown-value
        {"kind":"amount-off","amount":"0.000"}               | /amount  | too-small
        {"kind":"amount-off","amount":"0.0005"}              | /amount  | too-many-decimals
        {"kind":"percent-off","percent":0}                   | /percent | too-small
        {"kind":"percent-off","percent":101}                 | /percent | too-large
        {"kind":"percent-off","percent":5,"cup":"1.000"}     | /cup     | unknown-field
        {"kind":"items-off","percent":5,"amountEach":"1.000"}| ''       | conflicting-fields
        {"kind":"free-item"}                                 | ''       | conflicting-fields
        {"kind":"some-free","take":2,"pay":2}                | /pay     | too-large
        """)
    void what_makes_no_sense_is_refused_where_it_stands(String document, String pointer, String code) {
        assertThatThrownBy(() -> discount(document)).isInstanceOfSatisfying(InvalidInput.class, invalid -> {
            assertThat(invalid.errors().get(0).pointer()).isEqualTo(pointer);
            assertThat(invalid.errors().get(0).code().code()).isEqualTo(code);
        });
    }

    static Basket basket(String json) {
        return Input.read(Json.read(json), Basket::read);
    }

    static Discount discount(String json) {
        return Discounts.of(Json.read(json), "KWD");
    }
}
