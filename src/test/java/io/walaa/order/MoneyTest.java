package io.walaa.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({"KWD, 3", "BHD, 3", "OMR, 3", "JOD, 3", "SAR, 2", "AED, 2", "EGP, 2", "JPY, 0"})
    void a_currency_has_the_decimals_of_iso_4217(String code, int digits) {
        assertThat(Currencies.digits(code)).isEqualTo(digits);
    }

    @Test
    void what_is_no_money_is_no_currency() {
        assertThat(Currencies.digits("XXX")).isNull();
        assertThat(Currencies.digits("XAU")).isNull();
        assertThat(Currencies.digits("kwd")).isNull();
    }

    @Test
    void decimals_are_parsed_exactly_and_shown_whole() {
        assertThat(Money.of("12.5", "KWD")).isEqualTo(new Money(12_500, "KWD")).hasToString("12.500 KWD");
        assertThat(Money.of("100", "JPY")).hasToString("100 JPY");
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of("1.2345", "KWD"));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of("1", "XAU"));
    }

    @Test
    void overflow_and_mixed_currencies_are_refused() {
        Money most = new Money(Money.MAX, "KWD");
        assertThatThrownBy(() -> most.plus(new Money(1, "KWD"))).isInstanceOf(ArithmeticException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> most.plus(new Money(1, "SAR")));
    }
}
