package io.walaa.programme.tier;

import io.walaa.decision.Effect;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.condition.Area;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.Stage;
import io.walaa.programme.course.TakenBack;
import io.walaa.programme.metric.Measure;
import io.walaa.programme.metric.MetricBook;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tiers of a programme. A member rises inside the decision that reaches a threshold and may fall only in the review
 * of a period, once its grace is over; each review is an entry under a key of member and instant, so it happens once.
 */
public final class Tiers implements Stage {
    private final List<Level> levels;
    private final @Nullable Measure by;
    private final TierPeriod period;
    private final Period grace;
    private final boolean oneStep;

    /**
     * @param levels by rising threshold; empty for a programme without tiers
     * @param by what counts; null without tiers
     * @param grace how long after a period its review is
     * @param oneStep whether a review takes one level at most
     */
    Tiers(List<Level> levels, @Nullable Measure by, TierPeriod period, Period grace, boolean oneStep) {
        this.levels = levels;
        this.by = by;
        this.period = period;
        this.grace = grace;
        this.oneStep = oneStep;
    }

    @Override
    public String name() {
        return "tier";
    }

    public List<Level> levels() {
        return levels;
    }

    /** What counts; null without tiers. */
    public @Nullable Measure by() {
        return by;
    }

    /** The level of a member; null if there are no tiers or none is reached. */
    public @Nullable Level of(Function<String, @Nullable String> fact) {
        int index = index(fact);
        return index < 0 ? null : levels.get(index);
    }

    /** The level of a member's hot state. */
    public @Nullable Level of(MemberState member) {
        return of(member::fact);
    }

    /**
     * How a member stands on a day.
     *
     * @param amount what counts now
     * @param next the next level above, null at the top
     * @param reviewAt when the level is reviewed, null if it is not
     */
    public record Progress(
            long amount, @Nullable Level next, @Nullable Instant reviewAt) {}

    /** How a member stands at an instant. */
    public Progress progress(MemberState member, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        int index = index(member::fact);
        LocalDate reviewed = Standing.reviewed(member::fact);
        return new Progress(
                amount(member::fact, start(member::fact, today)),
                index + 1 < levels.size() ? levels.get(index + 1) : null,
                reviewed == null ? null : reviewAt(reviewed, zone));
    }

    @Override
    public void recorded(Happening happening) {
        count(happening, MetricBook.of(happening.sight()).today());
    }

    @Override
    public void changed(Happening happening) {
        count(happening, MetricBook.of(happening.sight()).today());
    }

    @Override
    public void takenBack(Happening happening, TakenBack order) {
        Instant placed = order.placedAt();
        ZoneId zone = happening.programme().zone();
        count(
                happening,
                placed == null
                        ? happening.at().atZone(zone).toLocalDate()
                        : placed.atZone(zone).toLocalDate());
    }

    private void count(Happening happening, LocalDate day) {
        if (by == null) {
            return;
        }
        MemberChange member = happening.member();
        long moved = MetricBook.of(happening.sight()).takeMoved(by);
        if (moved != 0) {
            if (period.anchored() && Standing.anchor(member::fact) == null) {
                Standing.anchor(member, day);
            }
            LocalDate start = start(member::fact, day);
            LocalDate oldest = oldest(happening);
            if (!start.isBefore(oldest)) {
                Standing.add(member, start, moved);
                Standing.forgetBefore(member, oldest);
            }
        }
        int index = index(member::fact);
        LocalDate now = start(member::fact, day);
        long amount = amount(member::fact, now);
        int reached = reached(amount);
        if (reached > index) {
            move(happening, index, reached, "reached");
        }
        if (moved != 0) {
            int next = Math.max(index, reached) + 1;
            happening.tell(Effect.of(
                    "tier.progressed",
                    "amount",
                    amount,
                    "next",
                    next < levels.size() ? levels.get(next).id() : null));
        }
    }

    /** The first day of the oldest period that still counts for anything. */
    private LocalDate oldest(Happening happening) {
        LocalDate reviewed = Standing.reviewed(happening.member()::fact);
        LocalDate today = happening
                .member()
                .moment()
                .now()
                .atZone(happening.programme().zone())
                .toLocalDate();
        LocalDate now = start(happening.member()::fact, today);
        LocalDate last = reviewed == null || reviewed.isAfter(now) ? now : reviewed;
        return back(last, period.stretches() - 1);
    }

    private LocalDate back(LocalDate start, int stretches) {
        LocalDate first = start;
        for (int i = 0; i < stretches; i++) {
            first = period.start(first.minusDays(1), first);
        }
        return first;
    }

    private LocalDate start(Function<String, @Nullable String> fact, LocalDate day) {
        LocalDate anchor = Standing.anchor(fact);
        return period.start(day, anchor == null ? day : anchor);
    }

    private long amount(Function<String, @Nullable String> fact, LocalDate start) {
        long sum = 0;
        LocalDate at = start;
        for (int i = 0; i < period.stretches(); i++) {
            sum += Standing.amount(fact, at);
            at = period.stretches() == 1 ? at : back(at, 1);
        }
        return sum;
    }

    @Override
    public void due(Happening happening, long at) {
        MemberChange member = happening.member();
        LocalDate reviewed = Standing.reviewed(member::fact);
        if (by == null || reviewed == null) {
            Standing.reviewed(member, null);
            return;
        }
        LocalDate running = start(
                member::fact,
                happening.at().atZone(happening.programme().zone()).toLocalDate());
        int index = index(member::fact);
        int earned = reached(Math.max(amount(member::fact, reviewed), amount(member::fact, running)));
        if (earned < index) {
            move(happening, index, oneStep ? Math.max(earned, index - 1) : earned, "review");
        }
        LocalDate next = period.next(reviewed);
        Standing.forgetBefore(member, back(next, period.stretches() - 1));
        if (index(member::fact) > floor()) {
            review(happening, next);
        } else {
            Standing.reviewed(member, null);
        }
    }

    private void move(Happening happening, int from, int to, String because) {
        MemberChange member = happening.member();
        Standing.level(member, to <= floor() ? null : levels.get(to).id());
        happening.sight().changed(Area.TIER);
        happening.tell(Effect.of(
                "tier.changed",
                "tier",
                to < 0 ? "" : levels.get(to).id(),
                "from",
                from < 0 ? "" : levels.get(from).id(),
                "because",
                because));
        if (to > floor() && Standing.reviewed(member::fact) == null) {
            LocalDate today =
                    member.moment().now().atZone(happening.programme().zone()).toLocalDate();
            review(happening, start(member::fact, today));
        }
    }

    private void review(Happening happening, LocalDate start) {
        Standing.reviewed(happening.member(), start);
        happening.dueAt(this, reviewAt(start, happening.programme().zone()).getEpochSecond());
    }

    private Instant reviewAt(LocalDate start, ZoneId zone) {
        return period.next(start).plus(grace).atStartOfDay(zone).toInstant();
    }

    /** The level that nobody loses: the one that asks for nothing, -1 if there is none. */
    private int floor() {
        return reached(0);
    }

    private int reached(long amount) {
        int reached = -1;
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).threshold() <= amount) {
                reached = i;
            }
        }
        return reached;
    }

    private int index(Function<String, @Nullable String> fact) {
        String id = Standing.level(fact);
        for (int i = 0; i < levels.size() && id != null; i++) {
            if (levels.get(i).id().equals(id)) {
                return i;
            }
        }
        return floor();
    }
}
