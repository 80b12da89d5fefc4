package io.walaa.programme.course;

import io.walaa.member.MemberChange;
import io.walaa.points.Account;
import io.walaa.points.Lot;

/** Gives points to a member. */
public final class Credit {
    private Credit() {}

    /**
     * Gives points: debt is repaid first, what has expired by now expires in the same entry.
     *
     * @param from the programme-side account that gives
     * @return how many went to the lot
     */
    public static long give(MemberChange change, String from, String unit, long amount, Lot lot) {
        long now = change.moment().second();
        Lot lotNow = lot.pending() && lot.activatesAt() <= now ? lot.activated() : lot;
        if (lotNow.expiresAt() <= now) {
            change.post(from, Account.EXPIRED, unit, amount, lotNow);
            return 0;
        }
        long repaid = lotNow.pending() ? 0 : Math.min(change.purse(unit).debt(), amount);
        if (repaid > 0) {
            change.post(from, Account.DEBT, unit, repaid, lotNow);
        }
        if (amount > repaid) {
            String to = lotNow.pending() ? Account.PENDING : Account.AVAILABLE;
            change.post(from, to, unit, amount - repaid, lotNow);
        }
        return amount - repaid;
    }
}
