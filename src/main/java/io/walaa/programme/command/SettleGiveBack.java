package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.programme.Programme;
import java.util.List;
import java.util.Map;

/** The member's side learns that the house has it back. */
public record SettleGiveBack(String key) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Reservation open = Reservation.find(state.facts(), key);
        if (open == null) {
            throw Refusal.of("redemption-settled");
        }
        MemberChange change = new MemberChange(state, moment);
        open.close(change);
        return change.decided("given-back", programme.units().keySet(), List.of());
    }
}
