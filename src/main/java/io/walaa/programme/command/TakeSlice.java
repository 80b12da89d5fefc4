package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.earning.Budget;
import java.util.Map;

/**
 * A node takes a slice of a rule's budget from the house, to give it away without asking again. Slices become smaller
 * as the budget goes to its end, so that what a lost node had in hand is never much.
 *
 * @param node which one, for the ledger's readers
 * @param atLeast what is needed now
 */
public record TakeSlice(String node, long atLeast) implements Command {
    public static final String DONE = "budget-slice";
    private static final long PART = 32;

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Budget budget = programme.earning().budget(Budget.rule(state.id()));
        long left = (budget == null ? 0 : budget.points()) - DecideStock.taken(state.facts());
        if (left <= 0) {
            throw Refusal.of("budget-used-up", "rule", Budget.rule(state.id()));
        }
        long points = Math.min(left, Math.max(atLeast, left / PART));
        MemberChange change = new MemberChange(state, moment);
        DecideStock.take(change, state.facts(), points);
        return DecideStock.counted(change, DONE, "budget.slice-taken", node, "points", points);
    }
}
