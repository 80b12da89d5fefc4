package io.walaa.member;

import io.walaa.points.Account;
import io.walaa.points.Hold;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import java.util.ArrayList;
import java.util.List;

/** How points go into and out of holds, shared by the commands and by what is due by itself. */
public final class Holds {
    private Holds() {}

    /**
     * Reserves points by burn order.
     *
     * @param expiresAt epoch second at which the hold releases itself
     * @throws IllegalArgumentException if fewer are available
     */
    public static Hold open(MemberChange change, String unit, long amount, long expiresAt) {
        List<LotPart> parts =
                change.purse(unit).lots().take(amount, change.moment().second());
        for (LotPart part : parts) {
            change.post(Account.AVAILABLE, Account.HELD, unit, part.amount(), part.lot());
        }
        Hold hold = new Hold(change.moment().entry().key(), unit, amount, expiresAt, parts);
        change.open(hold);
        return hold;
    }

    /**
     * Ends a hold: the first {@code spent} points by burn order go to {@code account}, the others back to their lots. A
     * held lot stayed good until now; what is given back after its expiry expires at once.
     *
     * @return how much came back to spendable lots
     */
    public static long end(MemberChange change, Hold hold, long spent, String account) {
        long now = change.moment().second();
        long lapsesAt = change.purse(hold.unit()).lapsesAt();
        long open = spent;
        long back = 0;
        for (LotPart part : hold.parts()) {
            long used = Math.min(open, part.amount());
            open -= used;
            post(change, hold.unit(), account, used, part.lot());
            long rest = part.amount() - used;
            boolean good = part.lot().expiresAt() > now && lapsesAt > now;
            post(change, hold.unit(), good ? Account.AVAILABLE : Account.EXPIRED, rest, part.lot());
            back += good ? rest : 0;
        }
        change.close(hold);
        return back - repay(change, hold.unit());
    }

    private static void post(MemberChange change, String unit, String to, long amount, Lot lot) {
        if (amount > 0) {
            change.post(Account.HELD, to, unit, amount, lot);
        }
    }

    /**
     * Pays debt from what can be spent, by burn order.
     *
     * @return how much was paid
     */
    public static long repay(MemberChange change, String unit) {
        long now = change.moment().second();
        long amount = Math.min(change.purse(unit).debt(), change.purse(unit).available(now));
        List<LotPart> parts = new ArrayList<>(change.purse(unit).lots().take(amount, now));
        for (LotPart part : parts) {
            change.post(Account.AVAILABLE, Account.DEBT, unit, part.amount(), part.lot());
        }
        return amount;
    }
}
