package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.points.Account;
import io.walaa.points.InactivityExpiry;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.reward.Reward;
import io.walaa.programme.reward.RewardCheck;
import io.walaa.programme.reward.RewardUse;
import io.walaa.programme.reward.Rewards;
import io.walaa.programme.reward.Slot;
import io.walaa.programme.reward.Wish;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCodes;
import java.util.List;
import java.util.Map;

/**
 * A member takes a reward. Where nobody else has to be asked the voucher is issued at once; where stock or a slot is
 * limited its points are set aside until the house has decided.
 *
 * @param left how many pieces or places the house is known to have left
 */
public record RedeemReward(String reward, Wish wish, VoucherCodes codes, long left) implements Command {
    public static final String KIND = "redemption";
    public static final String DONE = "redemption";
    public static final String RESERVED = "redemption-reserved";

    /** From when on somebody else finishes what was begun. */
    static final int TAKEN_UP_AFTER_SECONDS = 20;

    private static final int OPEN_MAX = 16;

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Reward wanted = programme.part(Rewards.class).require(reward);
        Slot slot = wanted.slot(wish);
        MemberChange change = new MemberChange(state, moment);
        Happening happening = new Happening(programme, change, null);
        Offers offers = programme.part(Offers.class);
        Long lower = wanted.price().atRate() ? null : offers.price(change, reward);
        long full = wanted.price().cost(wish.points());
        long cost = lower == null ? full : Math.min(lower, full);
        List<Refusal> missing = RewardCheck.missing(wanted, happening, cost);
        if (!missing.isEmpty()) {
            throw missing.get(0);
        }
        MemberId house = wanted.house(slot);
        if (slot != null && !slot.at().isAfter(moment.now())) {
            throw Refusal.of("reward-slot-past", "slot", slot.id());
        }
        if (house != null && left < wish.people()) {
            throw soldOut(wanted, slot, left);
        }
        if (house != null && Reservation.keys(state.facts()).size() >= OPEN_MAX) {
            throw Refusal.of("too-many-open", "most", OPEN_MAX);
        }
        String unit = wanted.price().unit();
        List<LotPart> parts = cost == 0 ? List.of() : change.purse(unit).lots().take(cost, moment.second());
        String to = house == null ? wanted.benefit().account() : Account.IN_TRANSIT;
        for (LotPart part : parts) {
            change.post(Account.AVAILABLE, to, unit, part.amount(), part.lot());
        }
        RewardUse.count(programme, wanted, change);
        if (cost < full) {
            offers.use(happening, reward, moment.entry().key());
        }
        Lapses.moved(programme, change, InactivityExpiry.REDEEM, moment.now());
        Voucher voucher = NewVoucher.of(programme, wanted, wish, slot, house, moment, parts);
        if (cost > 0) {
            happening.tell(
                    Effect.of(house == null ? "points.redeemed" : "points.reserved", "unit", unit, "amount", cost));
        }
        if (house == null) {
            Vouchers.issue(happening, voucher, state.id(), codes);
        } else {
            long due = moment.second() + TAKEN_UP_AFTER_SECONDS;
            new Reservation(moment.entry().key(), KIND, house, unit, wish.people(), due, parts).open(change);
        }
        happening.write(new Page(codes.page(state.id(), voucher.key()), voucher.text(), false));
        programme.course().changed(happening);
        return happening.decided(house == null ? DONE : RESERVED);
    }

    /** Says that there is nothing left, or fewer places than people. */
    public static Refusal soldOut(Reward reward, @org.jspecify.annotations.Nullable Slot slot, long left) {
        return slot == null
                ? Refusal.of("reward-sold-out", "reward", reward.id())
                : Refusal.of("reward-slot-full", "slot", slot.id(), "left", Math.max(0, left));
    }
}
