package io.walaa.programme.challenge;

import java.time.ZoneId;

/**
 * A streak as a text: what was completed before, the length and the freezes used at the first period that is still
 * told, that period's number, how often something was done in each period since ({@code 0} for a missed one), and the
 * zone. Because each of the last periods is told, one of them can be taken out again.
 *
 * @param completed goals reached before the first period
 * @param length periods in a row before the first period
 * @param used freezes used before the first period
 * @param first number of the first period
 * @param times a base 36 digit for each period from the first, {@code z} for 35 and more
 */
record Streak(long completed, long length, long used, long first, String times, ZoneId zone) {
    /**
     * So many periods are told one by one: more than any goal with its freezes, or the time in which goods come back.
     */
    private static final int TOLD_MAX = 92;

    private static final char MOST = 'z';

    /** How a streak stands: goals reached in all, periods in a row now, freezes used since the last goal. */
    record Standing(long completed, long length, long used) {}

    static Streak read(String tally) {
        if (tally.isEmpty()) {
            return new Streak(0, 0, 0, 0, "", java.time.ZoneOffset.UTC);
        }
        String[] part = tally.split("-", 6);
        return new Streak(
                Radix.number(part[0]),
                Radix.number(part[1]),
                Radix.number(part[2]),
                Radix.number(part[3]),
                part[4],
                ZoneId.of(part[5]));
    }

    String text() {
        return Radix.text(completed) + "-" + Radix.text(length) + "-" + Radix.text(used) + "-" + Radix.text(first) + "-"
                + times + "-" + zone.getId();
    }

    /** Walks over the periods that are told. */
    Standing walk(long goal, int freezes) {
        Standing now = new Standing(completed, length, used);
        for (int i = 0; i < times.length(); i++) {
            now = step(now, times.charAt(i), goal, freezes);
        }
        return now;
    }

    private static Standing step(Standing now, char done, long goal, int freezes) {
        if (done != '0') {
            long length = now.length + 1;
            boolean reached = length % goal == 0;
            return new Standing(now.completed + (reached ? 1 : 0), length, reached ? 0 : now.used);
        }
        if (now.length == 0) {
            return now;
        }
        return now.used < freezes
                ? new Standing(now.completed, now.length, now.used + 1)
                : new Standing(now.completed, 0, 0);
    }

    /** Whether the streak has ended by the time of this period. */
    boolean brokenBefore(long number, long goal, int freezes) {
        Standing now = walk(goal, freezes);
        long missed = number - (first + times.length());
        return now.length == 0 || missed > freezes - now.used;
    }

    /** With something done in a period. What is before the first period that is told comes too late. */
    Streak with(long number, long goal, int freezes) {
        if (number < first) {
            boolean early = length == 0 && used == 0 && first - number + times.length() <= TOLD_MAX;
            return early ? new Streak(completed, 0, 0, number, "1" + missed(first - number - 1) + times, zone) : this;
        }
        int at = (int) Math.min(Integer.MAX_VALUE, number - first);
        if (at > 2 * TOLD_MAX) {
            return this;
        }
        StringBuilder told = new StringBuilder(times);
        while (told.length() <= at) {
            told.append('0');
        }
        char before = told.charAt(at);
        told.setCharAt(at, before == MOST ? MOST : Character.forDigit(Character.digit(before, 36) + 1, 36));
        return new Streak(completed, length, used, first, told.toString(), zone).shortened(goal, freezes);
    }

    /** Without something that was done in a period. */
    Streak without(long number) {
        int at = (int) (number - first);
        if (at < 0 || at >= times.length() || times.charAt(at) == '0' || times.charAt(at) == MOST) {
            return this;
        }
        StringBuilder told = new StringBuilder(times);
        told.setCharAt(at, Character.forDigit(Character.digit(times.charAt(at), 36) - 1, 36));
        int end = told.length();
        while (end > 0 && told.charAt(end - 1) == '0') {
            end--; // the last period may still be made up for
        }
        return new Streak(completed, length, used, first, told.substring(0, end), zone);
    }

    /** A new streak from a period on; what was completed stays. */
    Streak startAgain(long number, ZoneId in, long goal, int freezes) {
        return new Streak(walk(goal, freezes).completed, 0, 0, number, "1", in);
    }

    private Streak shortened(long goal, int freezes) {
        int keep = (int) Math.min(TOLD_MAX, Math.max(31, goal + freezes));
        Standing stands = new Standing(completed, length, used);
        int cut = Math.max(0, times.length() - keep);
        for (int i = 0; i < cut; i++) {
            stands = step(stands, times.charAt(i), goal, freezes);
        }
        return cut == 0
                ? this
                : new Streak(stands.completed, stands.length, stands.used, first + cut, times.substring(cut), zone);
    }

    private static String missed(long periods) {
        return "0".repeat((int) periods);
    }
}
