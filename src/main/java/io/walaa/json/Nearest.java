package io.walaa.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody probably meant, by optimal string alignment distance. */
public final class Nearest {
    private static final int LENGTH_MAX = 64;

    private Nearest() {}

    /**
     * The known name nearest to {@code given}.
     *
     * @return the nearest name within a third of its length (at least one edit), or null
     */
    public static @Nullable String to(String given, Collection<String> known) {
        if (given.length() > LENGTH_MAX) {
            return null;
        }
        String wanted = given.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String name : known) {
            int allowed = Math.max(1, Math.max(name.length(), given.length()) / 3);
            if (Math.abs(name.length() - given.length()) > allowed || name.length() > LENGTH_MAX) {
                continue;
            }
            int distance = distance(wanted, name.toLowerCase(Locale.ROOT));
            if (distance > allowed || distance > bestDistance) {
                continue;
            }
            if (best == null || distance < bestDistance || better(wanted, name, best)) {
                best = name;
                bestDistance = distance;
            }
        }
        return best;
    }

    /**
     * Of two equally distant names, people rather meant the one that starts the same; then the order is the alphabet's.
     */
    private static boolean better(String wanted, String name, String best) {
        int more = commonPrefix(wanted, name) - commonPrefix(wanted, best);
        return more > 0 || (more == 0 && name.compareTo(best) < 0);
    }

    private static int commonPrefix(String wanted, String name) {
        int length = 0;
        while (length < Math.min(wanted.length(), name.length())
                && wanted.charAt(length) == Character.toLowerCase(name.charAt(length))) {
            length++;
        }
        return length;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn {@code a} into {@code b}. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
