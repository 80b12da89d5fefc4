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
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Credit;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.reward.Reward;
import io.walaa.programme.reward.RewardUse;
import io.walaa.programme.reward.Rewards;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCodes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The member's side learns what the house said: the voucher is issued, or the points come back. */
public record SettleRedemption(MemberId member, String key, boolean yes, VoucherCodes codes) implements Command {
    public static final String RETURNED = "redemption-refused";
    private static final String OFFER = "offer:";

    @Override
    public List<String> pages() {
        return List.of(codes.page(member, key));
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        String name = codes.page(member, key);
        String page = pages.get(name);
        Reservation reserved = Reservation.find(state.facts(), key);
        if (reserved == null || page == null) {
            throw Refusal.of("redemption-settled");
        }
        Voucher voucher = Voucher.read(page).with(yes ? Voucher.State.ISSUED : Voucher.State.REFUSED);
        MemberChange change = new MemberChange(state, moment);
        reserved.close(change);
        Happening happening = new Happening(programme, change, null);
        String unit = reserved.unit();
        if (yes) {
            for (LotPart part : reserved.parts()) {
                change.post(Account.IN_TRANSIT, voucher.paid().account(), unit, part.amount(), part.lot());
            }
            if (reserved.amount() > 0) {
                happening.tell(Effect.of("points.redeemed", "unit", unit, "amount", reserved.amount()));
            }
            Offer claimed = claimed(programme, voucher);
            if (claimed != null) {
                ClaimOffer.granted(happening, claimed, voucher, member, codes);
            } else if (voucher.source().startsWith("reward:") || voucher.usesMax() > 0) {
                Vouchers.issue(happening, voucher, member, codes);
            }
        } else {
            for (LotPart part : reserved.parts()) {
                Credit.give(change, Account.IN_TRANSIT, unit, part.amount(), part.lot());
            }
            Offer gone = claimed(programme, voucher);
            if (gone != null) {
                ClaimOffer.refused(happening, gone);
            }
            uncount(programme, voucher, change);
            if (reserved.amount() > 0) {
                happening.tell(Effect.of("points.returned", "unit", unit, "amount", reserved.amount()));
            }
        }
        Lapses.started(programme, change);
        happening.write(new Page(name, voucher.text(), false));
        programme.course().changed(happening);
        return happening.decided(yes ? RedeemReward.DONE : RETURNED);
    }

    /** The offer that it claims; null if it is a reward, or the document has the offer no more. */
    private static @Nullable Offer claimed(Programme programme, Voucher voucher) {
        String source = voucher.source();
        return source.startsWith(OFFER)
                ? programme.part(Offers.class).byId().get(source.substring(OFFER.length()))
                : null;
    }

    /** Takes back what the voucher counted towards the member's limits. */
    static void uncount(Programme programme, Voucher voucher, MemberChange change) {
        String id = voucher.source().substring(voucher.source().indexOf(':') + 1);
        Reward reward = programme.part(Rewards.class).byId().get(id);
        programme.part(Offers.class).unuse(change, voucher.key());
        if (reward != null && voucher.source().startsWith("reward:")) {
            RewardUse.discount(programme, reward, change, Instant.ofEpochSecond(voucher.issuedAt()));
        }
    }
}
