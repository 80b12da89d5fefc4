package io.walaa.programme.command;

import io.walaa.decision.Refusal;
import io.walaa.member.ExpiredLots;
import io.walaa.member.Holds;
import io.walaa.member.MemberChange;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.points.Posting;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Clawback;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Posts the mirror of an entry's postings: what a lot got is taken from it (or, where it was spent, from others), what
 * it gave comes back to it. What the member no longer has is refused or becomes debt.
 */
final class Mirror {
    private static final Set<String> MEMBER_SIDE =
            Set.of(Account.AVAILABLE, Account.PENDING, Account.HELD, Account.DEBT);

    private final Programme programme;
    private final MemberChange change;
    private final boolean lenient;

    /** @param lenient whether what cannot be taken becomes debt or is written off, rather than refused */
    Mirror(Programme programme, MemberChange change, boolean lenient) {
        this.programme = programme;
        this.change = change;
        this.lenient = lenient;
    }

    /**
     * Undoes postings, the last one first.
     *
     * @throws Refusal {@code points-spent} with how many are missing, {@code lot-expired}
     */
    void undo(List<Posting> postings) {
        Set<String> units = new TreeSet<>();
        for (int i = postings.size() - 1; i >= 0; i--) {
            Posting posting = postings.get(i);
            boolean gave = MEMBER_SIDE.contains(posting.debit());
            boolean got = MEMBER_SIDE.contains(posting.credit());
            if (gave && got) {
                within(posting);
            } else if (gave) {
                back(posting);
            } else if (got) {
                take(posting);
            } else {
                change.post(posting.credit(), posting.debit(), posting.unit(), posting.amount(), posting.lot());
            }
            units.add(posting.unit());
        }
        units.forEach(unit -> Holds.repay(change, unit));
    }

    /** Between two accounts of the member: a confirmation waits again, repaid debt is owed again. */
    private void within(Posting posting) {
        String unit = posting.unit();
        if (posting.debit().equals(Account.PENDING)) {
            long left = change.purse(unit).lots().remaining(posting.lot().expiresAt());
            if (left < posting.amount()) {
                throw Refusal.of("points-spent", "unit", unit, "missing", posting.amount() - left);
            }
            change.post(Account.AVAILABLE, Account.PENDING, unit, posting.amount(), posting.lot());
        } else if (posting.credit().equals(Account.DEBT)
                && posting.lot().expiresAt() > change.moment().second()) {
            change.post(Account.DEBT, Account.AVAILABLE, unit, posting.amount(), posting.lot());
        }
    }

    private void back(Posting posting) {
        String unit = posting.unit();
        Lot lot = posting.lot();
        if (posting.debit().equals(Account.DEBT)) {
            long owed = Math.min(posting.amount(), change.purse(unit).debt());
            post(posting.credit(), Account.DEBT, unit, owed, lot);
            post(posting.credit(), Account.AVAILABLE, unit, posting.amount() - owed, fresh(unit));
            return;
        }
        long now = change.moment().second();
        if (posting.debit().equals(Account.PENDING) && lot.activatesAt() > now && lot.expiresAt() > now) {
            change.post(posting.credit(), Account.PENDING, unit, posting.amount(), lot);
            return;
        }
        if (posting.credit().equals(Account.EXPIRED)) {
            ExpiredLots.change(change, unit, lot, -posting.amount());
        }
        Lot good = Restored.lot(programme, change.moment(), lot.activated());
        if (good != null) {
            change.post(posting.credit(), Account.AVAILABLE, unit, posting.amount(), good);
        } else if (!lenient) {
            throw Refusal.of("lot-expired", "unit", unit, "amount", posting.amount());
        }
    }

    private Lot fresh(String unit) {
        Unit known = programme.unit(unit);
        return Lot.active(
                known == null
                        ? Lot.NEVER
                        : known.expiry().expiresAt(change.moment().now(), programme.zone()));
    }

    private void take(Posting posting) {
        String unit = posting.unit();
        if (posting.credit().equals(Account.DEBT)) {
            change.post(Account.DEBT, posting.debit(), unit, posting.amount(), posting.lot());
            return;
        }
        Clawback clawback = new Clawback(change, unit, posting.debit(), posting.amount());
        if (posting.lot().pending()) {
            clawback.fromPending(posting.lot());
        }
        clawback.fromLot(posting.lot().activated(), clawback.open()).fromOthers();
        if (lenient) {
            Unit known = programme.unit(unit);
            clawback.asDebt(known == null ? 0 : known.debtMax()).writeOff();
        } else {
            Restored.owe(programme, change, clawback, unit);
        }
    }

    private void post(String from, String to, String unit, long amount, Lot lot) {
        if (amount > 0) {
            change.post(from, to, unit, amount, lot);
        }
    }
}
