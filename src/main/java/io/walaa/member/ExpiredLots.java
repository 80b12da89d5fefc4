package io.walaa.member;

import io.walaa.points.Lot;
import java.util.List;

/**
 * How many points of each dated lot expired lately, a fact per lot: a return counts them as gone already, so that
 * nobody pays a second time for points that were never used. Forgotten after 92 days, which bounds what a member
 * carries.
 */
public final class ExpiredLots {
    private static final long KEPT_SECONDS = 92L * 86_400;
    private static final String FAMILY = "x.";

    private ExpiredLots() {}

    /** How many points of this lot have expired and were not reclaimed since; 0 once it is too long ago. */
    public static long amount(MemberChange change, String unit, Lot lot) {
        if (!remembered(change, lot.expiresAt())) {
            return 0;
        }
        String amount = change.fact(name(unit, lot.expiresAt()));
        return amount == null ? 0 : Long.parseLong(amount);
    }

    /** Notes that so many more (or fewer) points of the lot are expired. */
    public static void change(MemberChange change, String unit, Lot lot, long by) {
        if (!remembered(change, lot.expiresAt())) {
            return;
        }
        long after = Math.max(0, amount(change, unit, lot) + by);
        change.fact(name(unit, lot.expiresAt()), after == 0 ? null : Long.toString(after));
        if (by > 0) {
            forgetOld(change, FAMILY + unit + ".");
        }
    }

    private static void forgetOld(MemberChange change, String family) {
        List<String> old = change.facts().keySet().stream()
                .filter(name -> name.startsWith(family)
                        && !remembered(change, Long.parseLong(name.substring(family.length()), 36)))
                .toList();
        old.forEach(name -> change.fact(name, null));
    }

    private static boolean remembered(MemberChange change, long expiresAt) {
        return expiresAt != Lot.NEVER && expiresAt > change.moment().second() - KEPT_SECONDS;
    }

    private static String name(String unit, long expiresAt) {
        return FAMILY + unit + "." + Long.toString(expiresAt, 36);
    }
}
