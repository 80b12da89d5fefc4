package io.walaa.programme.earning;

import io.walaa.decision.Refusal;
import io.walaa.points.Points;
import java.math.BigInteger;

/** Exact products and quotients of whole numbers, floored once at the end. */
final class Rational {
    private Rational() {}

    /**
     * ⌊amount × numerator ÷ denominator⌋ of numbers that are not negative.
     *
     * @throws Refusal {@code points-overflow} beyond {@link Points#MAX}
     */
    static long floor(long amount, long numerator, long denominator) {
        if (Math.multiplyHigh(amount, numerator) == 0 && amount * numerator >= 0) {
            return bounded(amount * numerator / denominator);
        }
        BigInteger exact = BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(numerator))
                .divide(BigInteger.valueOf(denominator));
        return bounded(exact.bitLength() < Long.SIZE ? exact.longValueExact() : Long.MAX_VALUE);
    }

    private static long bounded(long points) {
        if (points > Points.MAX) {
            throw Refusal.of("points-overflow");
        }
        return points;
    }
}
