package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import java.util.Map;

/** A node gives back what it has not given away of its slices; the house never says no. */
public record ReturnSlice(String node, long points) implements Command {
    public static final String DONE = "budget-returned";

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        MemberChange change = new MemberChange(state, moment);
        DecideStock.give(change, state.facts(), points);
        return DecideStock.counted(change, DONE, "budget.slice-returned", node, "points", points);
    }
}
