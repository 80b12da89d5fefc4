package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.order.PaidPoints;
import io.walaa.order.SpentPoints;
import io.walaa.points.Account;
import io.walaa.points.InactivityExpiry;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import java.util.List;
import java.util.Map;

/** Spends points at once, first to expire first. {@code amount} is positive. */
public record Redeem(String unit, long amount) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        PointsTerms.spendable(programme, unit);
        MemberChange change = new MemberChange(state, moment);
        PointsTerms.requireAvailable(change, unit, amount);
        List<LotPart> parts = change.purse(unit).lots().take(amount, moment.second());
        for (LotPart part : parts) {
            change.post(Account.AVAILABLE, Account.REDEEMED, unit, part.amount(), part.lot());
        }
        Lapses.moved(programme, change, InactivityExpiry.REDEEM, moment.now());
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of("points.redeemed", "unit", unit, "amount", amount));
        happening.write(spent(moment, unit, parts));
        programme.course().changed(happening);
        return happening.decided("redeem");
    }

    /** What an order that names this entry as a tender will need to give the points back. */
    static Page spent(Moment moment, String unit, List<LotPart> parts) {
        String key = moment.entry().key();
        SpentPoints spent = new SpentPoints(new PaidPoints(key, unit, parts), "");
        return new Page(SpentPoints.page(key), spent.text(), false);
    }
}
