package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.points.Points;
import org.jspecify.annotations.Nullable;

/**
 * How much one rule may give one member in a period, counted by posting instant. What was given is a fact of the
 * member, {@code c.<rule>.<letter of the period>} → {@code <number of the period>.<points>} in base 36, so a new period
 * needs no cleaning up.
 *
 * @param amount points at the unit's scale
 * @param period over which they count
 */
record MemberCap(long amount, CapPeriod period) {
    private static final int RADIX = 36;

    static MemberCap read(Input in) {
        return new MemberCap(
                in.field("amount").integer(1, Points.MAX), in.field("per").choice(CapPeriod.BY_NAME));
    }

    /** The fact's name for a rule. */
    String fact(String rule) {
        return "c." + rule + "." + period.letter();
    }

    /** What is left to give in the period of this number. */
    long left(@Nullable String fact, long number) {
        return Math.max(0, amount - given(fact, number));
    }

    /** The fact once {@code points} more were given in the period of this number. */
    String raised(@Nullable String fact, long number, long points) {
        return Long.toString(number, RADIX) + "." + Long.toString(given(fact, number) + points, RADIX);
    }

    private static long given(@Nullable String fact, long number) {
        int dot = fact == null ? -1 : fact.indexOf('.');
        if (fact == null || dot < 0 || Long.parseLong(fact, 0, dot, RADIX) != number) {
            return 0;
        }
        return Long.parseLong(fact, dot + 1, fact.length(), RADIX);
    }
}
