package io.walaa.programme.voucher;

import io.walaa.decision.Effect;
import io.walaa.member.Deadline;
import io.walaa.member.MemberChange;
import io.walaa.points.Lot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The vouchers that a member can still use, as facts {@code v.<key>}: the end in base 36, {@code -} for none. The
 * earliest end is a deadline, at which those that ended are forgotten.
 */
public final class OpenVouchers {
    /** The deadline's name. */
    public static final String DEADLINE = "vouchers";

    private static final String PREFIX = "v.";
    private static final String FOR_EVER = "-";
    private static final int RADIX = 36;

    private OpenVouchers() {}

    /** Keys of a member's vouchers that are neither used up nor given back; some may have expired. */
    public static List<String> keys(Map<String, String> facts) {
        List<String> keys = new ArrayList<>();
        for (String name : facts.keySet()) {
            if (name.startsWith(PREFIX)) {
                keys.add(name.substring(PREFIX.length()));
            }
        }
        return keys;
    }

    /** The vouchers of {@link #keys}, each with the epoch second at which it ends; {@link Lot#NEVER} without an end. */
    public static Map<String, Long> ends(Map<String, String> facts) {
        Map<String, Long> ends = new TreeMap<>();
        for (String key : keys(facts)) {
            ends.put(key, end(facts.get(PREFIX + key)));
        }
        return ends;
    }

    /** Notes one that can be used. */
    public static void open(MemberChange change, Voucher voucher) {
        change.fact(
                PREFIX + voucher.key(),
                voucher.until() == Lot.NEVER ? FOR_EVER : Long.toString(voucher.until(), RADIX));
        next(change);
    }

    /** Forgets one that cannot be used any more. */
    public static void close(MemberChange change, Voucher voucher) {
        change.fact(PREFIX + voucher.key(), null);
        next(change);
    }

    /** Forgets those that ended by the epoch second {@code at}; answers what to tell of them. */
    public static List<Effect> expire(MemberChange change, String owner, long at) {
        List<Effect> told = new ArrayList<>();
        for (String key : keys(change.facts())) {
            if (until(change, key) <= at) {
                change.fact(PREFIX + key, null);
                told.add(Effect.of("voucher.expired", "voucher", "vch_" + owner + key));
            }
        }
        next(change);
        return told;
    }

    private static void next(MemberChange change) {
        long next = Lot.NEVER;
        for (String key : keys(change.facts())) {
            next = Math.min(next, until(change, key));
        }
        Deadline.set(change, DEADLINE, next);
    }

    private static long until(MemberChange change, String key) {
        return end(change.fact(PREFIX + key));
    }

    private static long end(@Nullable String until) {
        return until == null || until.equals(FOR_EVER) ? Lot.NEVER : Long.parseLong(until, RADIX);
    }
}
