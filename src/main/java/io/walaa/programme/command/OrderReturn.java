package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.member.Holds;
import io.walaa.member.MemberChange;
import io.walaa.order.CapUse;
import io.walaa.order.OrderLot;
import io.walaa.order.OrderSnapshot;
import io.walaa.order.OrderedAward;
import io.walaa.order.PaidPoints;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Clawback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes part of an order back. What is due for the rest is worked out from the order itself; the difference to what was
 * due before goes. Points that paid come back first, so that they are there to be taken.
 */
final class OrderReturn {
    private final Programme programme;
    private final MemberChange change;
    private final OrderSnapshot order;
    private final long[] then;
    private final List<OrderLot> lots;
    private final List<Effect> effects = new ArrayList<>(3);

    /** @param then what will have been returned of each line, in thousandths */
    OrderReturn(Programme programme, MemberChange change, OrderSnapshot order, long[] then) {
        this.programme = programme;
        this.change = change;
        this.order = order;
        this.then = then;
        this.lots = new ArrayList<>(order.lots());
    }

    /** The order afterwards. */
    OrderSnapshot after() {
        return order.changed(change.moment().entry().key(), then, lots);
    }

    List<Effect> effects() {
        return effects;
    }

    /** Gives back the points that paid for what is returned. */
    OrderReturn restore() {
        for (PaidPoints paid : order.paid()) {
            long back = 0;
            long lost = 0;
            for (LotPart part : order.back(paid, then)) {
                long covering = cover(paid.unit(), part);
                long given = giveBack(paid.unit(), part.lot(), part.amount() - covering);
                back += given;
                lost += part.amount() - covering - given;
            }
            Holds.repay(change, paid.unit());
            if (back + lost > 0) {
                effects.add(Effect.of(
                        "points.restored",
                        "unit",
                        paid.unit(),
                        "amount",
                        back,
                        "expired",
                        lost == 0 ? null : (Object) lost));
            }
        }
        return this;
    }

    /** What comes back covers first what an earlier return of this order could not take. */
    private long cover(String unit, LotPart part) {
        int at = lot(unit);
        long covering = at < 0 ? 0 : Math.min(part.amount(), lots.get(at).writtenOff());
        if (covering > 0) {
            change.post(Account.REDEEMED, Account.WRITTEN_OFF, unit, covering, part.lot());
            lots.set(at, lots.get(at).taken(0, -covering));
        }
        return covering;
    }

    private long giveBack(String unit, Lot lot, long amount) {
        Lot good = Restored.lot(programme, change.moment(), lot);
        if (amount == 0 || good == null) {
            return 0;
        }
        change.post(Account.REDEEMED, Account.AVAILABLE, unit, amount, good);
        return amount;
    }

    /** Takes back what is no longer due. */
    OrderReturn takeBack() {
        needs().forEach((unit, need) -> {
            Unit known = programme.unit(unit);
            long debtBefore = change.purse(unit).debt();
            Clawback clawback = fromMember(unit, need);
            clawback.asDebt(known == null ? 0 : known.debtMax());
            took(unit, need, clawback, clawback.open(), change.purse(unit).debt() - debtBefore);
            clawback.writeOff();
        });
        return this;
    }

    /**
     * Takes back what is no longer due, if the member has it.
     *
     * @throws io.walaa.decision.Refusal {@code points-spent} if some of it was spent and may not become debt
     */
    OrderReturn takeBackStrictly() {
        needs().forEach((unit, need) -> {
            long debtBefore = change.purse(unit).debt();
            Clawback clawback = fromMember(unit, need);
            clawback.asDebt(debtBefore + repaid(unit));
            Restored.owe(programme, change, clawback, unit);
            took(unit, need, clawback, 0, change.purse(unit).debt() - debtBefore);
        });
        return this;
    }

    /** What of the order's points repaid debt when they were given: that is owed again. */
    private long repaid(String unit) {
        long given = 0;
        for (OrderedAward award : order.awards()) {
            given += award.unit().equals(unit) ? award.amount() : 0;
        }
        int at = lot(unit);
        return at < 0 ? 0 : given - lots.get(at).credited();
    }

    private Clawback fromMember(String unit, long need) {
        Clawback clawback = new Clawback(change, unit, Account.ISSUED, need);
        int at = lot(unit);
        if (at >= 0) {
            clawback.fromOwn(lots.get(at), order.source());
        }
        return clawback.fromOthers();
    }

    private void took(String unit, long need, Clawback clawback, long writtenOff, long debt) {
        int at = lot(unit);
        if (at >= 0) {
            lots.set(at, lots.get(at).taken(clawback.own(), writtenOff));
        }
        effects.add(Clawback.told(unit, need, clawback.expired(), debt, writtenOff));
    }

    /** What has to be taken of each unit, and gives back what caps lost to it. */
    private Map<String, Long> needs() {
        long[] before = order.due(order.returned());
        long[] after = order.due(then);
        Map<String, Long> needs = new TreeMap<>();
        for (int i = 0; i < before.length; i++) {
            OrderedAward award = order.awards().get(i);
            long less = before[i] - after[i];
            if (less > 0) {
                needs.merge(award.unit(), less, Long::sum);
                award.caps().forEach(cap -> giveBack(cap, less));
            }
        }
        return needs;
    }

    private void giveBack(CapUse cap, long points) {
        String value = change.fact(cap.fact());
        if (cap.counts(value)) {
            change.fact(cap.fact(), cap.raised(value, -points));
        }
    }

    private int lot(String unit) {
        for (int i = 0; i < lots.size(); i++) {
            if (lots.get(i).unit().equals(unit)) {
                return i;
            }
        }
        return -1;
    }
}
