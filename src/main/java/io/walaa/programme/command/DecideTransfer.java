package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.points.Account;
import io.walaa.points.LotPart;
import io.walaa.points.Points;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Credit;
import io.walaa.programme.course.Happening;
import java.util.List;
import java.util.Map;

/**
 * The receiving side of a transfer: says yes and takes the lots as they are, or no. Both are entries, so that the
 * giving side can rely on either.
 *
 * @param from the giving side's id text
 * @param giveUp whether the answer is no unless it has been given already
 */
public record DecideTransfer(String from, Reservation reserved, boolean giveUp) implements Command {
    public static final String YES = "transfer-in";
    public static final String NO = "transfer-refused";

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        MemberChange change = new MemberChange(state, moment);
        String unit = reserved.unit();
        Unit known = programme.unit(unit);
        long after = state.balance(unit, moment.second()).available() + reserved.amount();
        if (giveUp || known == null || after > Points.MAX) {
            return change.decided(
                    NO,
                    programme.units().keySet(),
                    List.of(Effect.of("transfer.refused", "unit", unit, "amount", reserved.amount())));
        }
        for (LotPart part : reserved.parts()) {
            Credit.give(change, Account.IN_TRANSIT, unit, part.amount(), part.lot());
        }
        Lapses.started(programme, change);
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of("points.received", "unit", unit, "amount", reserved.amount(), "from", from));
        programme.course().changed(happening);
        return happening.decided(YES);
    }
}
