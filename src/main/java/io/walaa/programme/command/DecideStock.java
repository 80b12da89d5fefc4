package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.reward.Reward;
import io.walaa.programme.reward.Rewards;
import io.walaa.programme.reward.Slot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The house decides whether there is enough of something left. How much is taken is a fact of the house member; how
 * much there is says the active programme, so more stock is a new version of the document. Yes and no are both entries.
 *
 * @param first who asks
 * @param quantity how much
 * @param giveUp whether the answer is no unless it has been given already
 */
public record DecideStock(MemberId first, long quantity, boolean giveUp) implements Command {
    public static final String YES = "stock-taken";
    public static final String NO = "stock-refused";
    private static final String TAKEN = "n";

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        MemberChange change = new MemberChange(state, moment);
        long taken = taken(state.facts());
        boolean yes = !giveUp && taken + quantity <= capacity(programme, state.id());
        if (yes) {
            take(change, state.facts(), quantity);
        }
        return counted(
                change, yes ? YES : NO, yes ? "stock.taken" : "stock.refused", first.value(), "quantity", quantity);
    }

    /** How much of a house member's stock is taken. */
    public static long taken(Map<String, String> facts) {
        String taken = facts.get(TAKEN);
        return taken == null ? 0 : Long.parseLong(taken);
    }

    static void take(MemberChange change, Map<String, String> facts, long quantity) {
        change.fact(TAKEN, Long.toString(taken(facts) + quantity));
    }

    static void give(MemberChange change, Map<String, String> facts, long quantity) {
        long taken = Math.max(0, taken(facts) - quantity);
        change.fact(TAKEN, taken == 0 ? null : Long.toString(taken));
    }

    /** The house's entry: who took or gave how much, and what is taken since. */
    static Decided counted(MemberChange change, String entry, String told, String by, String what, long amount) {
        return change.decided(
                entry, List.of(), List.of(Effect.of(told, "by", by, what, amount, "taken", taken(change.facts()))));
    }

    /** How much there is by the active document; 0 of what it has no more. */
    static long capacity(Programme programme, MemberId house) {
        String[] part = house.value().split(":");
        if (part[1].equals("offer")) {
            Offer offer = programme.part(Offers.class).byId().get(part[2]);
            return offer == null || offer.quantity() == null ? 0 : offer.quantity();
        }
        Reward reward = programme.part(Rewards.class).byId().get(part[2]);
        if (reward == null) {
            return 0;
        }
        @Nullable Slot slot = part.length > 3 ? reward.slot(part[3]) : null;
        return part.length > 3 && slot == null ? 0 : reward.capacity(slot);
    }
}
