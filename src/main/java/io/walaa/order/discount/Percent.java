package io.walaa.order.discount;

import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.math.BigDecimal;

/** Percentages in hundredths of a percent. */
final class Percent {
    /** 100 %. */
    static final int WHOLE = 10_000;

    private static final int DECIMALS = 2;

    private Percent() {}

    /** Reads {@code 12.5} or {@code "12.5"}: more than 0, at most 100. */
    static int read(Value value) {
        BigDecimal hundredths = value.decimalOrNumber(DECIMALS).movePointRight(DECIMALS);
        if (hundredths.compareTo(BigDecimal.ONE) < 0) {
            value.refuse(InputCode.TOO_SMALL, "min", "0.01");
            return 1;
        }
        if (hundredths.compareTo(BigDecimal.valueOf(WHOLE)) > 0) {
            value.refuse(InputCode.TOO_LARGE, "max", 100);
            return WHOLE;
        }
        return hundredths.intValueExact();
    }

    static String text(int hundredths) {
        return BigDecimal.valueOf(hundredths, DECIMALS).stripTrailingZeros().toPlainString();
    }
}
