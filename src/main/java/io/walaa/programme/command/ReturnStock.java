package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import java.util.Map;

/** The house takes back what a cancelled redemption had; it never says no. */
public record ReturnStock(MemberId first, long quantity) implements Command {
    public static final String DONE = "stock-returned";

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        MemberChange change = new MemberChange(state, moment);
        DecideStock.give(change, state.facts(), quantity);
        return DecideStock.counted(change, DONE, "stock.returned", first.value(), "quantity", quantity);
    }
}
