package io.walaa.programme.reward;

import io.walaa.decision.Refusal;
import io.walaa.member.MemberState;
import io.walaa.order.CapUse;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Whether a member can have a reward now, and if not, everything that stands in the way. */
public final class RewardCheck {
    private RewardCheck() {}

    /**
     * What stands in the way beside stock, slots and the member's own choices; empty if nothing.
     *
     * @param cost points it would cost
     */
    public static List<Refusal> missing(Reward reward, Happening happening, long cost) {
        List<Refusal> missing = new ArrayList<>(0);
        Programme programme = happening.programme();
        MemberState member = happening.member().after();
        Instant now = happening.member().moment().now();
        long second = now.getEpochSecond();
        if (second < reward.window().from()) {
            missing.add(
                    Refusal.of("reward-not-yet", "from", shown(reward.window().from(), programme.zone())));
        }
        if (second >= reward.window().until()) {
            missing.add(Refusal.of("reward-over", "until", shown(reward.window().until(), programme.zone())));
        }
        reward.who().missing(happening, missing);
        limits(programme, reward, member, now, missing);
        long available = member.balance(reward.price().unit(), second).available();
        if (available < cost) {
            missing.add(Refusal.of(
                    "insufficient-points",
                    "unit",
                    reward.price().unit(),
                    "available",
                    available,
                    "requested",
                    cost,
                    "missing",
                    cost - available));
        }
        return missing;
    }

    private static void limits(
            Programme programme, Reward reward, MemberState member, Instant now, List<Refusal> missing) {
        LocalDate day = now.atZone(programme.zone()).toLocalDate();
        for (MemberLimit limit : reward.perMember()) {
            CapUse use = limit.use(reward.id(), day, programme.weekStart());
            if (use.given(member.fact(use.fact())) >= limit.times()) {
                Long next = limit.next(day, programme.weekStart(), programme.zone());
                missing.add(
                        next == null
                                ? Refusal.of("reward-limit-reached", "times", limit.times())
                                : Refusal.of(
                                        "reward-limit-until",
                                        "times",
                                        limit.times(),
                                        "from",
                                        shown(next, programme.zone())));
            }
        }
        String last = member.fact(RewardUse.lastFact(reward.id()));
        if (last != null) {
            long again = RewardUse.last(last) + reward.cooldown().toSeconds();
            if (again > now.getEpochSecond()) {
                missing.add(Refusal.of("reward-not-yet", "from", shown(again, programme.zone())));
            }
        }
    }

    /** An epoch second as people of the programme's zone read it, with its offset. */
    public static String shown(long epochSecond, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochSecond(epochSecond).atZone(zone));
    }
}
