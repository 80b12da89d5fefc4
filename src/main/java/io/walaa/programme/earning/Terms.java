package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.order.CapUse;
import io.walaa.points.Points;
import io.walaa.points.Unit;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Vocabulary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of earning rule has.
 *
 * @param id unique in the document
 * @param unit what it gives
 * @param title for people, null if it has none
 * @param schedule when it counts
 * @param audience for whom and where it counts
 * @param minimumSpend the least earn base of the order, null for any
 * @param group of rules of which only the best for the member counts; empty for none
 * @param priority those of a higher one come first, and win a tie
 * @param perOrder the most it gives for one event
 * @param perMember the most it gives one member in a period
 * @param budget the most it gives all members together; null for any
 */
public record Terms(
        String id,
        Unit unit,
        @Nullable LocalizedText title,
        Schedule schedule,
        Audience audience,
        @Nullable Amounts minimumSpend,
        String group,
        long priority,
        long perOrder,
        List<MemberCap> perMember,
        @Nullable Long budget) {
    private static final int CAPS_MAX = 5;
    private static final long PRIORITY_MAX = 1_000;

    static Terms read(Input in, Vocabulary names) {
        String id = names.declare("rule", in.field("id"));
        Unit unit = names.unit(in.field("unit"));
        LocalizedText title = in.optional("title", value -> LocalizedText.read(value, names));
        Schedule schedule =
                in.optional("schedule", value -> value.object(s -> Schedule.read(s, names.zone())), Schedule.ALWAYS);
        Audience audience = Audience.read(in, names);
        Amounts minimum = in.optional("minimumSpend", value -> Amounts.read(value, names.currency()));
        Caps caps = in.optional("caps", value -> value.object(Caps::read), Caps.NONE);
        return new Terms(
                id,
                unit,
                title,
                schedule,
                audience,
                minimum,
                in.optional("group", value -> value.text(40, Vocabulary.NAME, Vocabulary.NAME_EXPECTED), ""),
                in.optional("priority", value -> value.integer(-PRIORITY_MAX, PRIORITY_MAX), 0L),
                caps.perOrder,
                caps.perMember,
                in.optional("budget", value -> value.integer(1, Points.MAX)));
    }

    /** Why the rule does not count on this occasion, as a stable code; null if it does. */
    @Nullable
    String refusal(Occasion occasion) {
        if (!schedule.covers(occasion)) {
            return "outside-schedule";
        }
        String below = minimumSpend == null ? null : belowMinimum(minimumSpend, occasion);
        return below != null ? below : audience.refusal(occasion);
    }

    private static @Nullable String belowMinimum(Amounts minimumSpend, Occasion occasion) {
        if (occasion.purchase() == null) {
            return "below-minimum";
        }
        long minimum = minimumSpend.in(occasion.purchase().currency());
        if (minimum == Amounts.NONE) {
            return "no-rate";
        }
        return occasion.base().total() < minimum ? "below-minimum" : null;
    }

    /** The least earn base for which an award stays, in minor units of the order; 0 for any. */
    long minimum(Occasion occasion) {
        return minimumSpend == null || occasion.purchase() == null || !occasion.minimumCounts()
                ? 0
                : minimumSpend.in(occasion.purchase().currency());
    }

    /** The member's caps that an award draws on. */
    List<CapUse> capUses(Occasion occasion) {
        return perMember.isEmpty()
                ? List.of()
                : perMember.stream().map(cap -> cap.use(id, occasion)).toList();
    }

    /**
     * What of these points the caps and the budget leave.
     *
     * @throws io.walaa.decision.Refusal if more of the budget has to be set aside first
     */
    long left(long points, Occasion occasion) {
        long left = leftByCaps(points, occasion);
        return budget == null || left == 0 ? left : occasion.allowance().of(id, left);
    }

    /** What of these points the caps leave. */
    long leftByCaps(long points, Occasion occasion) {
        long left = Math.min(points, perOrder);
        for (MemberCap cap : perMember) {
            CapUse use = cap.use(id, occasion);
            left = Math.min(left, Math.max(0, cap.amount() - use.given(occasion.fact(use.fact()))));
        }
        return left;
    }

    /** Notes on the member's caps that so many points are given. */
    void draw(long amount, Occasion occasion) {
        for (MemberCap cap : perMember) {
            CapUse use = cap.use(id, occasion);
            occasion.fact(use.fact(), use.raised(occasion.fact(use.fact()), amount));
        }
    }

    private record Caps(long perOrder, List<MemberCap> perMember) {
        static final Caps NONE = new Caps(Long.MAX_VALUE, List.of());

        static Caps read(Input in) {
            return new Caps(
                    in.optional("perOrder", value -> value.integer(1, Points.MAX), NONE.perOrder),
                    in.optional(
                            "perMember", value -> value.list(CAPS_MAX, cap -> cap.object(MemberCap::read)), List.of()));
        }
    }
}
