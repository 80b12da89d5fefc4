package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.points.Account;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Credit;
import io.walaa.programme.course.Happening;
import java.util.Map;

/** The giving side learns the answer: after a yes it forgets the reservation, after a no the points come back. */
public record SettleTransfer(String key, boolean yes) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Reservation reserved = Reservation.find(state.facts(), key);
        if (reserved == null) {
            throw Refusal.of("transfer-settled");
        }
        MemberChange change = new MemberChange(state, moment);
        if (!yes) {
            for (LotPart part : reserved.parts()) {
                Credit.give(change, Account.IN_TRANSIT, reserved.unit(), part.amount(), part.lot());
            }
        }
        Lapses.started(programme, change);
        reserved.close(change);
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of(
                yes ? "transfer.done" : "transfer.returned", "unit", reserved.unit(), "amount", reserved.amount()));
        programme.course().changed(happening);
        return happening.decided(yes ? "transfer-done" : "transfer-returned");
    }
}
