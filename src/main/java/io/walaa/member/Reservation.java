package io.walaa.member;

import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first of two sides has set aside until the second has decided: a few facts of the member.
 *
 * <table><caption>Facts</caption>
 * <tr><td>{@code w.<key>}</td><td>kind, unit, and the epoch second in base 36 from which it is taken up again</td></tr>
 * <tr><td>{@code w.<key>.to}</td><td>the second side's member</td></tr>
 * <tr><td>{@code w.<key>.of}</td><td>how much of what the second side has, if that is not the points</td></tr>
 * <tr><td>{@code w.<key>.<expiry>}</td><td>points taken from the lot of that expiry</td></tr>
 * </table>
 *
 * @param key of the entry that made it, see {@link io.walaa.decision.EntryId#key}
 * @param kind which protocol goes on with it, such as {@code transfer}
 * @param second who decides
 * @param unit the points unit
 * @param quantity how much is asked of the second side beside points, such as pieces; 0 if nothing
 * @param dueAt epoch second from which an unfinished one is taken up again
 * @param parts what was set aside
 */
public record Reservation(
        String key, String kind, MemberId second, String unit, long quantity, long dueAt, List<LotPart> parts) {
    private static final String PREFIX = "w.";
    private static final String SECOND = "to";
    private static final String QUANTITY = "of";
    private static final int RADIX = 36;

    /** The sum of the parts. */
    public long amount() {
        long sum = 0;
        for (LotPart part : parts) {
            sum += part.amount();
        }
        return sum;
    }

    /** The open reservation of this key; null if it was settled, or never made. */
    public static @Nullable Reservation find(Map<String, String> facts, String key) {
        String head = facts.get(PREFIX + key);
        if (head == null) {
            return null;
        }
        String[] word = head.split(" ");
        List<LotPart> parts = new ArrayList<>(2);
        String start = PREFIX + key + ".";
        String second = "";
        long quantity = 0;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            if (fact.getKey().startsWith(start)) {
                String rest = fact.getKey().substring(start.length());
                if (rest.equals(SECOND)) {
                    second = fact.getValue();
                } else if (rest.equals(QUANTITY)) {
                    quantity = Long.parseLong(fact.getValue());
                } else {
                    long expires = rest.equals("-") ? Lot.NEVER : Long.parseLong(rest, RADIX);
                    parts.add(new LotPart(Lot.active(expires), Long.parseLong(fact.getValue())));
                }
            }
        }
        parts.sort(Comparator.comparingLong(part -> part.lot().expiresAt()));
        return new Reservation(
                key, word[0], new MemberId(second), word[1], quantity, Long.parseLong(word[2], RADIX), parts);
    }

    /** Keys of all open reservations. */
    public static List<String> keys(Map<String, String> facts) {
        List<String> keys = new ArrayList<>(0);
        for (String name : facts.keySet()) {
            if (isHead(name)) {
                keys.add(name.substring(PREFIX.length()));
            }
        }
        return keys;
    }

    /** The first epoch second at which an open reservation is due, {@link Lot#NEVER} without one. */
    static long nextDue(Map<String, String> facts) {
        long next = Lot.NEVER;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            if (isHead(fact.getKey())) {
                String head = fact.getValue();
                next = Math.min(next, Long.parseLong(head.substring(head.lastIndexOf(' ') + 1), RADIX));
            }
        }
        return next;
    }

    private static boolean isHead(String fact) {
        return fact.startsWith(PREFIX) && fact.indexOf('.', PREFIX.length()) < 0;
    }

    /** Notes it in the member's change. */
    public void open(MemberChange change) {
        change.fact(PREFIX + key, kind + " " + unit + " " + Long.toString(dueAt, RADIX));
        change.fact(PREFIX + key + "." + SECOND, second.value());
        if (quantity != 0) {
            change.fact(PREFIX + key + "." + QUANTITY, Long.toString(quantity));
        }
        for (LotPart part : parts) {
            change.fact(partFact(part), Long.toString(part.amount()));
        }
    }

    /** Forgets it in the member's change. */
    public void close(MemberChange change) {
        change.fact(PREFIX + key, null);
        change.fact(PREFIX + key + "." + SECOND, null);
        change.fact(PREFIX + key + "." + QUANTITY, null);
        for (LotPart part : parts) {
            change.fact(partFact(part), null);
        }
    }

    private String partFact(LotPart part) {
        long expires = part.lot().expiresAt();
        return PREFIX + key + "." + (expires == Lot.NEVER ? "-" : Long.toString(expires, RADIX));
    }
}
