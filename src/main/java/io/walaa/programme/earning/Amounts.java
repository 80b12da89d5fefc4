package io.walaa.programme.earning;

import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.order.Currencies;
import io.walaa.order.Money;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One amount of money, stated for each currency that counts; the others have no rate.
 *
 * @param byCurrency positive minor units by ISO 4217 code
 */
public record Amounts(Map<String, Long> byCurrency) {
    /** What {@link #in} answers for a currency without an amount. */
    public static final long NONE = -1;

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    /** Reads {@code "1.000"} in the programme's currency, or {@code {KWD: "1.000", SAR: "12.00"}}. */
    public static Amounts read(Value value, String programmeCurrency) {
        if (!value.isObject()) {
            return new Amounts(Map.of(programmeCurrency, minor(value, programmeCurrency)));
        }
        Amounts amounts = new Amounts(value.object(in -> {
            Map<String, Long> all = new java.util.LinkedHashMap<>();
            for (String code : in.names()) {
                Value amount = in.field(code);
                if (!CODE.matcher(code).matches() || Currencies.digits(code) == null) {
                    amount.refuseUnknown(InputCode.UNKNOWN_CURRENCY, code, Currencies.codes());
                } else {
                    all.put(code, minor(amount, code));
                }
            }
            return all;
        }));
        if (amounts.byCurrency.isEmpty()) {
            value.refuse(InputCode.TOO_FEW, "min", 1);
        }
        return amounts;
    }

    /** Minor units in this currency, {@link #NONE} if it has no amount. */
    public long in(String currency) {
        return byCurrency.getOrDefault(currency, NONE);
    }

    private static long minor(Value value, String currency) {
        Integer digits = Currencies.digits(currency);
        if (digits == null) {
            return 1;
        }
        BigDecimal minor = value.decimalOrNumber(digits).movePointRight(digits);
        if (minor.signum() < 0 || minor.compareTo(BigDecimal.ONE) < 0) {
            value.refuse(InputCode.TOO_SMALL, "min", new Money(1, currency).decimal());
            return 1;
        }
        if (minor.compareTo(BigDecimal.valueOf(Money.MAX)) > 0) {
            value.refuse(InputCode.TOO_LARGE, "max", new Money(Money.MAX, currency).decimal());
            return 1;
        }
        return minor.longValueExact();
    }
}
