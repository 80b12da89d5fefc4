package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Account;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import java.util.List;
import java.util.Map;

/** Spends points at once, first to expire first. {@code amount} is positive. */
public record Redeem(String unit, long amount) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        PointsTerms.spendable(programme, unit);
        MemberChange change = new MemberChange(state, moment);
        PointsTerms.requireAvailable(change, unit, amount);
        for (LotPart part : change.purse(unit).lots().take(amount, moment.second())) {
            change.post(Account.AVAILABLE, Account.REDEEMED, unit, part.amount(), part.lot());
        }
        return change.decided(
                "redeem",
                programme.units().keySet(),
                List.of(Effect.of("points.redeemed", "unit", unit, "amount", amount)));
    }
}
