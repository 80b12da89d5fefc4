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
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import java.util.ArrayList;
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
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of(
                spent == 0 ? "hold.released" : "hold.captured",
                "hold",
                hold.text("hold"),
                "unit",
                open.unit(),
                "amount",
                spent == 0 ? open.amount() : spent,
                "returned",
                back));
        if (spent > 0) {
            happening.write(Redeem.spent(moment, open.unit(), first(open.parts(), spent)));
        }
        programme.course().changed(happening);
        return happening.decided(spent == 0 ? "release" : "capture");
    }

    /** The parts of which the first {@code amount} points consist. */
    private static List<LotPart> first(List<LotPart> parts, long amount) {
        List<LotPart> first = new ArrayList<>(parts.size());
        long left = amount;
        for (LotPart part : parts) {
            long used = Math.min(left, part.amount());
            left -= used;
            if (used > 0) {
                first.add(new LotPart(part.lot(), used));
            }
        }
        return first;
    }

    private static Refusal unknown() {
        return Refusal.notFound("hold-not-found");
    }
}
