package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.points.Account;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import java.util.List;
import java.util.Map;

/** The giving side of a transfer: points leave their lots and are in transit until the receiver has decided. */
public record ReserveTransfer(MemberId to, String unit, long amount) implements Command {
    public static final String KIND = "transfer";

    /** From when on somebody else finishes what was begun. */
    public static final int TAKEN_UP_AFTER_SECONDS = 20;

    private static final int OPEN_MAX = 16;

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        PointsTerms.spendable(programme, unit);
        if (to.equals(state.id())) {
            throw Refusal.of("transfer-to-self");
        }
        if (Reservation.keys(state.facts()).size() >= OPEN_MAX) {
            throw Refusal.of("too-many-transfers", "most", OPEN_MAX);
        }
        MemberChange change = new MemberChange(state, moment);
        PointsTerms.requireAvailable(change, unit, amount);
        List<LotPart> parts = change.purse(unit).lots().take(amount, moment.second());
        for (LotPart part : parts) {
            change.post(Account.AVAILABLE, Account.IN_TRANSIT, unit, part.amount(), part.lot());
        }
        long due = moment.second() + TAKEN_UP_AFTER_SECONDS;
        new Reservation(moment.entry().key(), KIND, to, unit, 0, due, parts).open(change);
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of("points.sent", "unit", unit, "amount", amount, "to", to.value()));
        programme.course().changed(happening);
        return happening.decided("transfer");
    }
}
