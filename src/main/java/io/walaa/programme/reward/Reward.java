package io.walaa.programme.reward;

import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.voucher.VoucherTerms;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that points buy.
 *
 * @param id unique in the document
 * @param kind its name in the catalogue
 * @param title for people
 * @param description for people, null if it has none
 * @param price what it costs
 * @param stock how many there are, null for any number
 * @param perMember how often one member may have it
 * @param cooldown how long a member waits between two
 * @param who for whom it is
 * @param window when it is to be had
 * @param tags such as {@code eco}
 * @param cancelWithin how long an unused one can be given back, null for not at all
 * @param voucher how its voucher may be used
 * @param benefit what it gives
 */
public record Reward(
        String id,
        String kind,
        LocalizedText title,
        @Nullable LocalizedText description,
        Price price,
        @Nullable Long stock,
        List<MemberLimit> perMember,
        Duration cooldown,
        Who who,
        Window window,
        Set<String> tags,
        @Nullable Duration cancelWithin,
        VoucherTerms voucher,
        Benefit benefit) {
    private static final String STOCK = "house:stock:";
    private static final String SLOT = "house:slot:";

    /** The booked slot; null if there is nothing to book. Refuses a wish without one, or for one there is not. */
    public @Nullable Slot slot(Wish wish) {
        if (benefit.slots().isEmpty()) {
            if (wish.slot() != null || wish.people() != 1) {
                throw Refusal.of("reward-has-no-slots", "reward", id);
            }
            return null;
        }
        if (wish.slot() == null) {
            throw Refusal.of("reward-slot-wanted", "reward", id);
        }
        if (wish.people() > benefit.peopleMax()) {
            throw Refusal.of("reward-too-many-people", "most", benefit.peopleMax());
        }
        Slot slot = slot(wish.slot());
        if (slot == null) {
            throw Refusal.of("reward-slot-unknown", "slot", wish.slot());
        }
        return slot;
    }

    /** The slot of this id; null if it has none. */
    public @Nullable Slot slot(String slot) {
        for (Slot one : benefit.slots()) {
            if (one.id().equals(slot)) {
                return one;
            }
        }
        return null;
    }

    /** The house member that decides about its stock or a slot of it; null if nobody has to. */
    public @Nullable MemberId house(@Nullable Slot slot) {
        if (slot != null) {
            return new MemberId(SLOT + id + ":" + slot.id());
        }
        return stock == null ? null : new MemberId(STOCK + id);
    }

    /** How many there are of what the house decides about. */
    public long capacity(@Nullable Slot slot) {
        if (slot != null) {
            return slot.capacity();
        }
        return stock == null ? Long.MAX_VALUE : stock;
    }
}
