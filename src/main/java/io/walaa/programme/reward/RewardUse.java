package io.walaa.programme.reward;

import io.walaa.member.MemberChange;
import io.walaa.order.CapUse;
import io.walaa.programme.Programme;
import java.time.Instant;
import java.time.LocalDate;

/** How often and when last a member had a reward, as facts {@code r.<reward>.<period>} and {@code r.<reward>.at}. */
public final class RewardUse {
    private static final int RADIX = 36;

    private RewardUse() {}

    static String lastFact(String reward) {
        return "r." + reward + ".at";
    }

    /** Counts one redemption now. */
    public static void count(Programme programme, Reward reward, MemberChange change) {
        Instant now = change.moment().now();
        add(programme, reward, change, now, 1);
        if (!reward.cooldown().isZero()) {
            change.fact(lastFact(reward.id()), Long.toString(now.getEpochSecond(), RADIX));
        }
    }

    /** Takes back one that was counted at {@code then}. */
    public static void discount(Programme programme, Reward reward, MemberChange change, Instant then) {
        add(programme, reward, change, then, -1);
        String last = lastFact(reward.id());
        if (Long.toString(then.getEpochSecond(), RADIX).equals(change.fact(last))) {
            change.fact(last, null);
        }
    }

    private static void add(Programme programme, Reward reward, MemberChange change, Instant at, long times) {
        LocalDate day = at.atZone(programme.zone()).toLocalDate();
        for (MemberLimit limit : reward.perMember()) {
            CapUse use = limit.use(reward.id(), day, programme.weekStart());
            String before = change.fact(use.fact());
            if (times > 0 || use.counts(before)) {
                change.fact(use.fact(), use.raised(before, times));
            }
        }
    }

    static long last(String fact) {
        return Long.parseLong(fact, RADIX);
    }
}
