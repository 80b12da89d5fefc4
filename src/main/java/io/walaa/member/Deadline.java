package io.walaa.member;

import io.walaa.points.Lot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a part of the programme has to look at the member again by itself: the fact {@code n.<name>}, an epoch second in
 * base 36.
 *
 * @param name of the part
 * @param at epoch second
 */
public record Deadline(String name, long at) {
    private static final String PREFIX = "n.";
    private static final int RADIX = 36;

    /** The earliest one; of those of one second the first by name; null if there is none. */
    public static @Nullable Deadline first(Map<String, String> facts) {
        Deadline first = null;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            if (fact.getKey().startsWith(PREFIX)) {
                String name = fact.getKey().substring(PREFIX.length());
                long at = Long.parseLong(fact.getValue(), RADIX);
                if (first == null || at < first.at || (at == first.at && name.compareTo(first.name) < 0)) {
                    first = new Deadline(name, at);
                }
            }
        }
        return first;
    }

    /** Asks for one, in place of what {@code name} had; {@link Lot#NEVER} for none. */
    public static void set(MemberChange change, String name, long at) {
        change.fact(PREFIX + name, at == Lot.NEVER ? null : Long.toString(at, RADIX));
    }

    /** The words that name the entry of this deadline of the member. */
    public String[] words() {
        return new String[] {"DUE", name, Long.toString(at)};
    }
}
