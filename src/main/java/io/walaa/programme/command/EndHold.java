package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.Holds;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Account;
import io.walaa.points.Hold;
import io.walaa.programme.Programme;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a hold, once: captures all or part of it, the rest goes back; or releases it.
 *
 * @param hold its id
 * @param captured how much is spent; null for all of it, 0 for a release
 */
public record EndHold(EntryId hold, @Nullable Long captured) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Hold open = state.holds().get(hold.key());
        if (open == null) {
            throw hold.seq() > state.seq() ? unknown() : Refusal.of("hold-not-open", "hold", hold.text("hold"));
        }
        long spent = captured == null ? open.amount() : captured;
        if (spent > open.amount()) {
            throw Refusal.of("capture-exceeds-hold", "held", open.amount(), "requested", spent);
        }
        MemberChange change = new MemberChange(state, moment);
        long back = Holds.end(change, open, spent, Account.REDEEMED);
        Effect effect = Effect.of(
                spent == 0 ? "hold.released" : "hold.captured",
                "hold",
                hold.text("hold"),
                "unit",
                open.unit(),
                "amount",
                spent == 0 ? open.amount() : spent,
                "returned",
                back);
        return change.decided(
                spent == 0 ? "release" : "capture", programme.units().keySet(), List.of(effect));
    }

    private static Refusal unknown() {
        return Refusal.notFound("hold-not-found");
    }
}
