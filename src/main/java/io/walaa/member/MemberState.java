package io.walaa.member;

import io.walaa.points.Balance;
import io.walaa.points.Hold;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.points.Purse;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything hot about a member at one sequence, immutable. Points are purses and holds; everything else is small named
 * facts, whose meaning belongs to the rules that write them.
 *
 * @param id the member
 * @param seq sequence of the member's last entry, 0 before the first
 * @param postedAt epoch millisecond of the last entry
 * @param purses what the member has, by unit
 * @param holds open holds by {@link Hold#key}
 * @param facts other fields by name, see {@link MemberFields}
 */
public record MemberState(
        MemberId id,
        long seq,
        long postedAt,
        Map<String, Purse> purses,
        Map<String, Hold> holds,
        Map<String, String> facts) {
    private static final String ZONE = "z";
    private static final String LOCALE = "o";
    private static final String ATTRIBUTE = "a.";

    /** A member without any entry. */
    public static MemberState empty(MemberId id) {
        return new MemberState(id, 0, 0, Map.of(), Map.of(), Map.of());
    }

    public Purse purse(String unit) {
        return purses.getOrDefault(unit, Purse.EMPTY);
    }

    public @Nullable String fact(String name) {
        return facts.get(name);
    }

    /** A declared non-personal attribute in its text form. */
    public @Nullable String attribute(String name) {
        return facts.get(ATTRIBUTE + name);
    }

    /** The member's own zone, which streaks and days of the member use. */
    public ZoneId zone(ZoneId otherwise) {
        String zone = facts.get(ZONE);
        return zone == null ? otherwise : ZoneId.of(zone);
    }

    /** The member's locale as a BCP 47 tag. */
    public String locale(String otherwise) {
        return facts.getOrDefault(LOCALE, otherwise);
    }

    /** The name of the fact that keeps the attribute {@code name}. */
    public static String attributeFact(String name) {
        return ATTRIBUTE + name;
    }

    /** Whether a fact belongs to the member's profile rather than to points or rules. */
    public static boolean isProfile(String fact) {
        return fact.equals(ZONE) || fact.equals(LOCALE) || fact.startsWith(ATTRIBUTE);
    }

    public static String zoneFact() {
        return ZONE;
    }

    public static String localeFact() {
        return LOCALE;
    }

    /** The points of one unit at the epoch second {@code now}; what is past its instant counts as done. */
    public Balance balance(String unit, long now) {
        Purse purse = purse(unit);
        long available = purse.available(now);
        long pending = 0;
        for (var part : purse.pending().parts()) {
            Lot lot = part.lot();
            if (lot.expiresAt() <= now || purse.lapsesAt() <= now) {
                continue;
            }
            if (lot.activatesAt() > now) {
                pending += part.amount();
            } else {
                available += part.amount();
            }
        }
        long held = 0;
        for (Hold hold : holds.values()) {
            if (!hold.unit().equals(unit)) {
                continue;
            }
            if (hold.expiresAt() > now) {
                held += hold.amount();
            } else {
                available += purse.lapsesAt() > now ? good(hold, now) : 0;
            }
        }
        long repaid = Math.min(purse.debt(), available);
        return new Balance(available - repaid, pending, held, purse.debt() - repaid);
    }

    private static long good(Hold hold, long now) {
        long sum = 0;
        for (var part : hold.parts()) {
            sum += part.lot().expiresAt() > now ? part.amount() : 0;
        }
        return sum;
    }

    /** The next epoch second at which something is due by itself, {@link Lot#NEVER} if nothing is. */
    public long nextDue() {
        long next = Reservation.nextDue(facts);
        Deadline deadline = Deadline.first(facts);
        if (deadline != null) {
            next = Math.min(next, deadline.at());
        }
        for (Purse purse : purses.values()) {
            next = Math.min(next, purse.nextExpiry());
            for (LotPart part : purse.pending().parts()) {
                next = Math.min(next, part.lot().activatesAt());
            }
        }
        for (Hold hold : holds.values()) {
            next = Math.min(next, hold.expiresAt());
        }
        return next;
    }
}
