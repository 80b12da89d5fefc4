package io.walaa.programme.course;

import io.walaa.decision.Effect;
import io.walaa.member.ExpiredLots;
import io.walaa.member.MemberChange;
import io.walaa.order.OrderLot;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import java.util.List;

/**
 * Takes points back that are no longer due: from the order's own pending lots, from what is left of its own points,
 * from others by burn order, and then as debt up to the unit's limit; the rest is written off.
 */
public final class Clawback {
    private final MemberChange change;
    private final String unit;
    private final String to;
    private long open;
    private long own;
    private long expired;

    /**
     * @param to the programme-side account that gave the points
     * @param amount how much to take
     */
    public Clawback(MemberChange change, String unit, String to, long amount) {
        this.change = change;
        this.unit = unit;
        this.to = to;
        this.open = amount;
    }

    /** What could not be taken so far. */
    public long open() {
        return open;
    }

    /** How much was taken from the order's own points. */
    public long own() {
        return own;
    }

    /** How much of the order's own points had expired unspent: nobody has them, so nobody owes them. */
    public long expired() {
        return expired;
    }

    /** Takes from the points that the order gave: those that are still there, and those that expired unspent. */
    public Clawback fromOwn(OrderLot lot, String source) {
        long before = open;
        long pending = 0;
        for (LotPart part : change.purse(unit).pending().parts()) {
            if (part.lot().source().equals(source)) {
                long taken = take(Account.PENDING, part.lot(), part.amount());
                pending += part.amount() - taken;
            }
        }
        long left = lot.left() - (before - open) - pending;
        Lot lotNow = lot.lot().activated();
        fromLot(lotNow, left);
        if (lotNow.expiresAt() <= change.moment().second()) {
            expired = take(Account.EXPIRED, lotNow, Math.min(left, ExpiredLots.amount(change, unit, lotNow)));
        }
        own = before - open;
        return this;
    }

    /** Takes from a lot that is still pending. */
    public Clawback fromPending(Lot lot) {
        take(Account.PENDING, lot, change.purse(unit).pending().remaining(lot));
        return this;
    }

    /** Takes up to {@code most} from one spendable lot. */
    public Clawback fromLot(Lot lot, long most) {
        if (lot.expiresAt() > change.moment().second()) {
            take(
                    Account.AVAILABLE,
                    lot,
                    Math.min(most, change.purse(unit).lots().remaining(lot.expiresAt())));
        }
        return this;
    }

    /** Takes from whatever can be spent, by burn order. */
    public Clawback fromOthers() {
        long now = change.moment().second();
        List<LotPart> parts = change.purse(unit)
                .lots()
                .take(Math.min(open, change.purse(unit).lots().available(now)), now);
        for (LotPart part : parts) {
            take(Account.AVAILABLE, part.lot(), part.amount());
        }
        return this;
    }

    /** Lets the member owe what is open, as long as the debt stays within {@code most}. */
    public Clawback asDebt(long most) {
        take(Account.DEBT, Lot.active(Lot.NEVER), most - change.purse(unit).debt());
        return this;
    }

    /** Gives up what is open. */
    public void writeOff() {
        take(Account.WRITTEN_OFF, Lot.active(Lot.NEVER), open);
    }

    private long take(String from, Lot lot, long most) {
        long amount = Math.min(open, most);
        if (amount <= 0) {
            return 0;
        }
        change.post(from, to, unit, amount, lot);
        open -= amount;
        return amount;
    }

    /** What the caller is told. */
    public static Effect told(String unit, long amount, long expired, long debt, long writtenOff) {
        return Effect.of(
                "points.taken-back",
                "unit",
                unit,
                "amount",
                amount,
                "expired",
                expired == 0 ? null : (Object) expired,
                "debt",
                debt == 0 ? null : (Object) debt,
                "writtenOff",
                writtenOff == 0 ? null : (Object) writtenOff);
    }
}
