package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Clawback;
import io.walaa.programme.course.Credit;
import io.walaa.programme.course.Happening;
import java.util.Map;

/** An operator's correction. {@code amount} is given if positive and taken if negative, never 0. */
public record Adjust(String unit, long amount) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Unit adjusted = PointsTerms.unit(programme, unit);
        MemberChange change = new MemberChange(state, moment);
        if (amount > 0) {
            Lot lot = Lot.active(adjusted.expiry().expiresAt(moment.now(), programme.zone()));
            Credit.give(change, Account.ADJUSTED, unit, amount, lot);
            Lapses.started(programme, change);
        } else {
            take(programme, change, adjusted);
        }
        long debt = change.purse(unit).debt() - state.purse(unit).debt();
        Happening happening = new Happening(programme, change, null);
        happening.tell(
                Effect.of("points.adjusted", "unit", unit, "amount", amount, "debt", debt == 0 ? null : (Object) debt));
        programme.course().changed(happening);
        return happening.decided("adjust");
    }

    private void take(Programme programme, MemberChange change, Unit adjusted) {
        Clawback clawback = new Clawback(change, unit, Account.ADJUSTED, -amount).fromOthers();
        if (programme.policies().adjustIntoDebt()) {
            clawback.asDebt(adjusted.debtMax());
        }
        if (clawback.open() > 0) {
            throw PointsTerms.missing(unit, -amount - clawback.open(), -amount);
        }
    }
}
