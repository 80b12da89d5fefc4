package io.walaa.order;

import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.math.BigDecimal;

/**
 * An amount of money in the minor units of its currency: {@code 12500 KWD} is 12.500 dinars.
 *
 * @param minor minor units by ISO 4217, at most {@link #MAX} either way
 * @param currency ISO 4217 code
 */
public record Money(long minor, String currency) {
    /** The largest amount that every client can read as a number. */
    public static final long MAX = (1L << 53) - 1;

    /** ISO 4217's own code for "no currency", for what could not be read as one. */
    static final String NO_CURRENCY = "XXX";

    private static final int NO_CURRENCY_DIGITS = 20;

    public Money {
        if (minor > MAX || minor < -MAX) {
            throw new ArithmeticException("money overflow");
        }
    }

    /**
     * Parses a decimal exactly: {@code of("12.500", "KWD")}.
     *
     * @throws IllegalArgumentException if it has more decimals than the currency, or there is no such currency
     */
    public static Money of(String decimal, String currency) {
        Integer digits = Currencies.digits(currency);
        BigDecimal amount = new BigDecimal(decimal);
        if (digits == null || amount.scale() > digits || amount.scale() < 0) {
            throw new IllegalArgumentException("no amount of " + currency + ": " + decimal);
        }
        return new Money(amount.movePointRight(digits).longValueExact(), currency);
    }

    /** Reads a decimal string that is not negative, in minor units; more decimals than the currency has are refused. */
    public static long read(Value value, String currency) {
        Integer digits = Currencies.digits(currency);
        // of an unknown currency, whose error is told already, only the form can be judged
        BigDecimal amount = value.decimal(digits == null ? NO_CURRENCY_DIGITS : digits);
        if (amount.signum() < 0) {
            value.refuse(InputCode.TOO_SMALL, "min", 0);
            return 0;
        }
        if (digits == null) {
            return 0;
        }
        BigDecimal minor = amount.movePointRight(digits);
        if (minor.compareTo(BigDecimal.valueOf(MAX)) > 0) {
            value.refuse(InputCode.TOO_LARGE, "max", new Money(MAX, currency).decimal());
            return 0;
        }
        return minor.longValueExact();
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException beyond {@link #MAX}
     * @throws IllegalArgumentException for another currency
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency);
        }
        return new Money(minor + other.minor, currency);
    }

    /** The amount with all the decimals of its currency: {@code "12.500"}. */
    public String decimal() {
        Integer digits = Currencies.digits(currency);
        return BigDecimal.valueOf(minor, digits == null ? 0 : digits).toPlainString();
    }

    @Override
    public String toString() {
        return decimal() + " " + currency;
    }
}
