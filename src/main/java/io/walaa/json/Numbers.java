package io.walaa.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Exact numbers. Exponents are looked at before any arithmetic: {@code 1e999999999} must not cost memory. */
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,20})?");
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int SCALE_MAX = 40;

    private Numbers() {}

    static long integer(JsonNode node, Place place, long min, long max) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return bounded(node.longValue(), place, min, max);
        }
        BigDecimal number = node.decimalValue();
        if (number.scale() > SCALE_MAX
                || (number.scale() > 0 && number.stripTrailingZeros().scale() > 0)) {
            place.refuse(InputCode.NOT_AN_INTEGER);
            return min;
        }
        boolean huge = number.scale() < -SCALE_MAX || number.abs().compareTo(LONG_MAX) > 0;
        long nearest = number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        return bounded(huge ? nearest : number.longValueExact(), place, min, max);
    }

    static BigDecimal number(JsonNode node, Place place, int decimalsMax, BigDecimal min, BigDecimal max) {
        BigDecimal number = node.decimalValue();
        if (number.scale() > decimalsMax && number.scale() <= SCALE_MAX) {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
        if (number.scale() > decimalsMax) {
            place.refuse(InputCode.TOO_MANY_DECIMALS, "max", decimalsMax);
        } else if (number.compareTo(min) < 0) {
            place.refuse(InputCode.TOO_SMALL, "min", min.toPlainString());
        } else if (number.compareTo(max) > 0) {
            place.refuse(InputCode.TOO_LARGE, "max", max.toPlainString());
        } else {
            return number;
        }
        return min;
    }

    static BigDecimal decimal(String text, Place place, int decimalsMax) {
        if (!DECIMAL.matcher(text).matches()) {
            place.refuse(InputCode.NOT_A_DECIMAL);
            return BigDecimal.ZERO;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.scale() > decimalsMax) {
            place.refuse(InputCode.TOO_MANY_DECIMALS, "max", decimalsMax);
            return BigDecimal.ZERO;
        }
        return number;
    }

    private static long bounded(long number, Place place, long min, long max) {
        if (number < min) {
            place.refuse(InputCode.TOO_SMALL, "min", min);
        } else if (number > max) {
            place.refuse(InputCode.TOO_LARGE, "max", max);
        } else {
            return number;
        }
        return min;
    }
}
