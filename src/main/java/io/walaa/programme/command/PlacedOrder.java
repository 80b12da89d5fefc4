package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.order.EarnBase;
import io.walaa.order.Formula;
import io.walaa.order.OrderLot;
import io.walaa.order.OrderSnapshot;
import io.walaa.order.OrderText;
import io.walaa.order.OrderedAward;
import io.walaa.order.PaidPoints;
import io.walaa.order.Purchase;
import io.walaa.points.Lot;
import io.walaa.programme.earning.Award;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers what an order keeps of its purchase while that is decided. */
final class PlacedOrder {
    private final Purchase purchase;
    private final Moment moment;
    private final List<PaidPoints> paid;
    private final List<OrderedAward> awards = new ArrayList<>(2);
    private final List<OrderLot> lots = new ArrayList<>(1);

    private PlacedOrder(Purchase purchase, Moment moment, List<PaidPoints> paid) {
        this.purchase = purchase;
        this.moment = moment;
        this.paid = paid;
    }

    /**
     * An order that is new, paid exactly, and whose points were really spent.
     *
     * @param written takes the pages of the redemptions that paid
     * @throws Refusal {@code order-exists}, {@code tenders-differ}, {@code unknown-tender-entry},
     *     {@code tender-entry-used}
     */
    static PlacedOrder of(Purchase purchase, Moment moment, Map<String, String> pages, List<Page> written) {
        if (pages.containsKey(OrderSnapshot.page(purchase.orderId()))) {
            throw Refusal.of("order-exists", "order", purchase.orderId());
        }
        purchase.requirePaid();
        return new PlacedOrder(purchase, moment, Tenders.claim(purchase, moment, pages, written));
    }

    /** What marks its pending lots. */
    String source() {
        return OrderSnapshot.source(moment.entry().seq());
    }

    /** Notes an award, the lot that it is for, and how much of it went there. */
    void gave(Award award, Lot lot, long credited) {
        Formula formula = award.formula();
        if (formula == null) {
            throw new IllegalArgumentException("an award to an order without a formula");
        }
        awards.add(new OrderedAward(
                award.rule(),
                award.unit(),
                // what expired in the same entry was never there to be taken back
                lot.expiresAt() > moment.second() ? award.amount() : 0,
                award.perLine(),
                formula,
                award.minimum(),
                award.caps()));
        for (int i = 0; i < lots.size(); i++) {
            OrderLot known = lots.get(i);
            if (known.unit().equals(award.unit())) {
                lots.set(i, new OrderLot(known.unit(), known.lot(), known.credited() + credited, 0, 0));
                return;
            }
        }
        lots.add(new OrderLot(award.unit(), lot, credited, 0, 0));
    }

    /** The page of the order, which must be the first of its name. */
    Page page(EarnBase base, Map<String, String> kept) {
        OrderSnapshot order = OrderSnapshot.of(
                purchase, base, moment.entry().seq(), moment.entry().key(), awards, lots, paid, kept);
        return new Page(OrderSnapshot.page(purchase.orderId()), OrderText.write(order), true);
    }
}
