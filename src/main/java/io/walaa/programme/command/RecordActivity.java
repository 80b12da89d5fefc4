package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.order.OrderSnapshot;
import io.walaa.order.Purchase;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.programme.Programme;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.course.Credit;
import io.walaa.programme.course.Happening;
import io.walaa.programme.earning.Allowance;
import io.walaa.programme.earning.Award;
import io.walaa.programme.earning.Earned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records what a customer did and gives what it earns.
 *
 * @param allowance what it may give of the budgets of rules
 */
public record RecordActivity(RecordedEvent event, Allowance allowance) implements Command {
    /** Where budgets do not count. */
    public RecordActivity(RecordedEvent event) {
        this(event, Allowance.UNLIMITED);
    }

    @Override
    public List<String> pages() {
        return event.purchase() == null ? List.of() : Tenders.pages(event.purchase());
    }

    @Override
    public List<String> freshPages() {
        return event.purchase() == null
                ? List.of()
                : List.of(OrderSnapshot.page(event.purchase().orderId()));
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        programme.policies().requireInTime(event.occurredAt(), moment.now());
        Purchase purchase = event.purchase();
        List<Page> written = new ArrayList<>(1);
        PlacedOrder order = purchase == null ? null : PlacedOrder.of(purchase, moment, pages, written);
        MemberChange change = new MemberChange(state, moment);
        Happening happening = new Happening(programme, change, event);
        Earned earned = programme.earn(happening, event, allowance);
        for (Award award : earned.awards()) {
            Lot lot = new Lot(
                    award.expiresAt(),
                    award.activatesAt(),
                    order != null && award.activatesAt() != Lot.ACTIVE ? order.source() : "");
            long credited = Credit.give(change, Account.ISSUED, award.unit(), award.amount(), lot);
            if (order != null) {
                order.gave(award, lot, credited);
            }
            happening.tell(Effect.of(
                    "points.earned",
                    "unit",
                    award.unit(),
                    "amount",
                    award.amount(),
                    "rule",
                    award.rule(),
                    "slice",
                    allowance.slice(award.rule()),
                    "expiresAt",
                    PointsTerms.shown(award.expiresAt()),
                    "activatesAt",
                    PointsTerms.shown(award.activatesAt())));
        }
        if (earned.withoutRate()) {
            happening.tell(Effect.of("currency.without-rate"));
        }
        programme.course().recorded(happening);
        if (order != null) {
            happening.write(order.page(earned.base(), happening.kept()));
        }
        Lapses.moved(programme, change, event.type(), event.occurredAt());
        written.forEach(happening::write);
        return happening.decided("earn");
    }
}
