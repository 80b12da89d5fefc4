package io.walaa.order;

import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The currencies of ISO 4217 and how many decimals each has; metals, funds and testing codes are none. */
public final class Currencies {
    private static final Map<String, Integer> DIGITS = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Currency::getDefaultFractionDigits));

    private Currencies() {}

    /** The decimals of a currency, or null if ISO 4217 has none of that code. */
    public static @Nullable Integer digits(String code) {
        return DIGITS.get(code);
    }

    /** All codes. */
    public static Set<String> codes() {
        return DIGITS.keySet();
    }

    /** Reads a currency code; what is none reads as {@link Money#NO_CURRENCY}, which has no decimals. */
    public static String read(Value value) {
        String code = value.text(3);
        if (!code.isEmpty() && !DIGITS.containsKey(code)) {
            value.refuseUnknown(InputCode.UNKNOWN_CURRENCY, code, DIGITS.keySet());
        }
        return DIGITS.containsKey(code) ? code : Money.NO_CURRENCY;
    }
}
