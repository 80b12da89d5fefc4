package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.Holds;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.order.OrderSnapshot;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes the points of an earlier order available that waited for its confirmation.
 *
 * @param order the order's id
 * @param occurredAt business time
 */
public record ConfirmOrder(String order, Instant occurredAt) implements Command {
    @Override
    public List<String> pages() {
        return List.of(OrderSnapshot.page(order));
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        programme.policies().requireInTime(occurredAt, moment.now());
        String source = ReturnOrder.read(order, pages).source();
        MemberChange change = new MemberChange(state, moment);
        Happening happening = new Happening(programme, change, null);
        state.purses().keySet().stream().sorted().forEach(unit -> {
            long sum = 0;
            for (LotPart part : change.purse(unit).pending().parts()) {
                if (part.lot().activatesAt() == Lot.ON_CONFIRMATION
                        && part.lot().source().equals(source)) {
                    change.post(Account.PENDING, Account.AVAILABLE, unit, part.amount(), part.lot());
                    sum += part.amount();
                }
            }
            if (sum > 0) {
                Holds.repay(change, unit);
                happening.tell(Effect.of("points.activated", "unit", unit, "amount", sum));
            }
        });
        if (happening.effects().isEmpty()) {
            throw Refusal.of("nothing-to-confirm", "order", order);
        }
        Lapses.started(programme, change);
        programme.course().changed(happening);
        return happening.decided("confirm");
    }
}
