package io.walaa.member;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.points.Account;
import io.walaa.points.Hold;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.points.Purse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a member's points by itself when its instant has come: pending points activate, lots expire, holds
 * time out. Each is an entry of its own under a key derived from {@link Due}, so posting it twice changes nothing.
 */
public final class Settlement {
    private Settlement() {}

    /** What kind of thing is due. */
    public enum Kind {
        ACTIVATE,
        EXPIRE,
        TIME_OUT
    }

    /**
     * The first thing that is due.
     *
     * @param name the unit; for a hold its key
     * @param at epoch second at which it was due
     */
    public record Due(Kind kind, String name, long at) {
        /** The words that name this and only this settlement of the member. */
        public String[] words() {
            return new String[] {kind.name(), name, Long.toString(at)};
        }
    }

    /** What is due first by the epoch second {@code now}; null if nothing is. */
    public static @Nullable Due first(MemberState state, long now) {
        Due first = null;
        for (Map.Entry<String, Purse> purse : state.purses().entrySet()) {
            String unit = purse.getKey();
            for (LotPart part : purse.getValue().pending().parts()) {
                first = earlier(first, new Due(Kind.ACTIVATE, unit, part.lot().activatesAt()));
            }
            first = earlier(first, new Due(Kind.EXPIRE, unit, purse.getValue().nextExpiry()));
        }
        for (Hold hold : state.holds().values()) {
            first = earlier(first, new Due(Kind.TIME_OUT, hold.key(), hold.expiresAt()));
        }
        return first == null || first.at() > now || first.at() == Lot.NEVER ? null : first;
    }

    private static Due earlier(@Nullable Due one, Due other) {
        if (one == null || other.at() < one.at()) {
            return other;
        }
        boolean tie = other.at() == one.at();
        return tie && other.kind().compareTo(one.kind()) < 0 ? other : one;
    }

    /** Decides what {@link #first} found. */
    public static Decided settle(MemberState state, Due due, Moment moment) {
        MemberChange change = new MemberChange(state, moment);
        return switch (due.kind()) {
            case ACTIVATE -> activate(change, due);
            case EXPIRE -> expire(change, due);
            case TIME_OUT -> timeOut(change, state, due);
        };
    }

    private static Decided activate(MemberChange change, Due due) {
        long sum = 0;
        for (LotPart part : List.copyOf(change.purse(due.name()).pending().parts())) {
            if (part.lot().activatesAt() == due.at()) {
                change.post(Account.PENDING, Account.AVAILABLE, due.name(), part.amount(), part.lot());
                sum += part.amount();
            }
        }
        Holds.repay(change, due.name());
        return change.decided(
                "activate",
                List.of(due.name()),
                List.of(Effect.of("points.activated", "unit", due.name(), "amount", sum)));
    }

    private static Decided expire(MemberChange change, Due due) {
        Purse purse = change.purse(due.name());
        boolean lapse = purse.lapsesAt() <= due.at();
        long sum = 0;
        for (LotPart part : purse.pending().parts()) {
            if (lapse || part.lot().expiresAt() <= due.at()) {
                change.post(Account.PENDING, Account.EXPIRED, due.name(), part.amount(), part.lot());
                sum += part.amount();
            }
        }
        for (int i = 0; i < purse.lots().size(); i++) {
            if (lapse || purse.lots().lot(i).expiresAt() <= due.at()) {
                long left = purse.lots().amount(i);
                change.post(
                        Account.AVAILABLE,
                        Account.EXPIRED,
                        due.name(),
                        left,
                        purse.lots().lot(i));
                sum += left;
            }
        }
        return change.decided(
                "expire", List.of(due.name()), List.of(Effect.of("points.expired", "unit", due.name(), "amount", sum)));
    }

    private static Decided timeOut(MemberChange change, MemberState state, Due due) {
        Hold hold = state.holds().get(due.name());
        if (hold == null) {
            throw new IllegalArgumentException("no hold " + due.name());
        }
        long back = Holds.end(change, hold, 0, Account.REDEEMED);
        List<Effect> effects = new ArrayList<>();
        effects.add(Effect.of(
                "hold.timed-out",
                "hold",
                "hold_" + state.id().body() + hold.key(),
                "unit",
                hold.unit(),
                "amount",
                hold.amount(),
                "returned",
                back));
        return change.decided("time-out", List.of(hold.unit()), effects);
    }
}
