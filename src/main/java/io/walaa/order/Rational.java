package io.walaa.order;

import io.walaa.decision.Refusal;
import io.walaa.points.Points;
import java.math.BigInteger;

/** Exact products and quotients of whole numbers that are not negative, rounded once at the end. */
public final class Rational {
    private Rational() {}

    /**
     * ⌊amount × numerator ÷ denominator⌋.
     *
     * @throws Refusal {@code points-overflow} beyond {@link Points#MAX}
     */
    public static long floor(long amount, long numerator, long denominator) {
        if (Math.multiplyHigh(amount, numerator) == 0 && amount * numerator >= 0) {
            return bounded(amount * numerator / denominator);
        }
        return bounded(BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(numerator))
                .divide(BigInteger.valueOf(denominator)));
    }

    /** The share of {@code amount} that {@code part} is of {@code whole}, rounded half up; all of it for the whole. */
    public static long share(long amount, long part, long whole) {
        if (part == whole) {
            return amount;
        }
        BigInteger twice = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(2 * part));
        return twice.add(BigInteger.valueOf(whole))
                .divide(BigInteger.valueOf(2 * whole))
                .longValueExact();
    }

    private static long bounded(BigInteger points) {
        return bounded(points.bitLength() < Long.SIZE ? points.longValueExact() : Long.MAX_VALUE);
    }

    private static long bounded(long points) {
        if (points > Points.MAX) {
            throw Refusal.of("points-overflow");
        }
        return points;
    }
}
