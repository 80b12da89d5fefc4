package io.walaa.programme.rehearsal;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Account;
import io.walaa.points.LotPart;
import io.walaa.points.Posting;
import io.walaa.programme.Programme;
import io.walaa.programme.command.Command;
import io.walaa.programme.course.Credit;
import io.walaa.programme.course.Happening;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What really happened to points and no rule decided: redemptions, adjustments, transfers. What was given is given;
 * what was taken is taken as far as the member has it here, and what is missing is told.
 *
 * @param type of the entry
 * @param postings as they were
 */
public record CarryOver(String type, List<Posting> postings) implements Command {
    /** Tells that a member has fewer points here than were really taken. */
    public static final String SHORT = "points.short";

    private static final Set<String> OWN = Set.of(Account.AVAILABLE, Account.PENDING, Account.HELD);

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Happening happening = new Happening(programme, new MemberChange(state, moment), null);
        for (Posting posting : postings) {
            boolean from = OWN.contains(posting.debit());
            boolean to = OWN.contains(posting.credit());
            if (to && !from && !posting.debit().equals(Account.DEBT)) {
                Credit.give(happening.member(), posting.debit(), posting.unit(), posting.amount(), posting.lot());
            } else if (from && !to && !posting.credit().equals(Account.DEBT)) {
                take(happening, posting);
            }
        }
        programme.course().changed(happening);
        return happening.decided(type);
    }

    private static void take(Happening happening, Posting posting) {
        MemberChange change = happening.member();
        long now = change.moment().second();
        long has = change.purse(posting.unit()).available(now);
        long taken = Math.min(has, posting.amount());
        if (taken > 0) {
            for (LotPart part : change.purse(posting.unit()).lots().take(taken, now)) {
                change.post(Account.AVAILABLE, posting.credit(), posting.unit(), part.amount(), part.lot());
            }
        }
        if (taken < posting.amount()) {
            happening.tell(Effect.of(SHORT, "unit", posting.unit(), "amount", posting.amount() - taken));
        }
    }
}
