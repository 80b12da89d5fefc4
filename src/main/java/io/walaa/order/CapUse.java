package io.walaa.order;

import org.jspecify.annotations.Nullable;

/**
 * A member's cap that an award drew on. What was given in a period is a fact of the member, {@code <number of the
 * period>.<points>} in base 36, so a new period needs no cleaning up.
 *
 * @param fact the fact's name
 * @param period the number of the period
 */
public record CapUse(String fact, long period) {
    private static final int RADIX = 36;

    /** What a fact of this value counts. */
    public static CapUse of(String fact, String value) {
        return new CapUse(fact, Long.parseLong(value, 0, value.indexOf('.'), RADIX));
    }

    /** What was given in the period, by the fact's value; 0 if that is of another period. */
    public long given(@Nullable String value) {
        int dot = value == null ? -1 : value.indexOf('.');
        if (value == null || dot < 0 || Long.parseLong(value, 0, dot, RADIX) != period) {
            return 0;
        }
        return Long.parseLong(value, dot + 1, value.length(), RADIX);
    }

    /** The fact's value once {@code points} more (or less, but never below nothing) were given in the period. */
    public String raised(@Nullable String value, long points) {
        return Long.toString(period, RADIX) + "." + Long.toString(Math.max(0, given(value) + points), RADIX);
    }

    /** Whether the fact's value still counts for the period. */
    public boolean counts(@Nullable String value) {
        return value != null && value.startsWith(Long.toString(period, RADIX) + ".");
    }
}
