package io.walaa.programme.board;

import org.jspecify.annotations.Nullable;

/**
 * A member's score on one leaderboard, as the fact {@code r.<board>}. It is absolute, so whoever follows the entries
 * may see it twice.
 *
 * @param window the number of the stretch it belongs to
 * @param points the score
 */
public record Score(long window, long points) {
    /** What the facts of scores begin with. */
    public static final String FAMILY = "r.";

    private static final int RADIX = 36;

    /** Reads a fact; null without one. */
    public static @Nullable Score read(@Nullable String fact) {
        if (fact == null) {
            return null;
        }
        int dot = fact.indexOf('.');
        return new Score(Long.parseLong(fact, 0, dot, RADIX), Long.parseLong(fact, dot + 1, fact.length(), RADIX));
    }

    String text() {
        return Long.toString(window, RADIX) + "." + Long.toString(points, RADIX);
    }
}
