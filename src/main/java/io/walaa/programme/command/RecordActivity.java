package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.programme.Programme;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.earning.Award;
import io.walaa.programme.earning.Earned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records what a customer did and gives what it earns. */
public record RecordActivity(RecordedEvent event) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        programme.policies().requireInTime(event.occurredAt(), moment.now());
        if (event.purchase() != null) {
            event.purchase().requirePaid();
        }
        MemberChange change = new MemberChange(state, moment);
        Earned earned = programme.earn(event, change);
        List<Effect> effects = new ArrayList<>(earned.awards().size());
        for (Award award : earned.awards()) {
            Lot lot = new Lot(award.expiresAt(), award.activatesAt(), "");
            PointsTerms.give(change, Account.ISSUED, award.unit(), award.amount(), lot);
            effects.add(Effect.of(
                    "points.earned",
                    "unit",
                    award.unit(),
                    "amount",
                    award.amount(),
                    "rule",
                    award.rule(),
                    "expiresAt",
                    PointsTerms.shown(award.expiresAt()),
                    "activatesAt",
                    PointsTerms.shown(award.activatesAt())));
        }
        if (earned.withoutRate()) {
            effects.add(Effect.of("currency.without-rate"));
        }
        return change.decided("earn", programme.units().keySet(), effects);
    }
}
