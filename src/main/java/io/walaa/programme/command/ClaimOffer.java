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
import io.walaa.points.Lot;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCodes;
import java.util.List;
import java.util.Map;

/**
 * A member claims an offer. One of a limited quantity goes the way of a limited reward: the house decides, and its yes
 * or no is settled as a redemption is.
 *
 * @param left how many the house is known to have left
 */
public record ClaimOffer(String offer, VoucherCodes codes, long left) implements Command {
    public static final String DONE = "offer-claimed";

    private static final int OPEN_MAX = 16;

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Offer wanted = programme.part(Offers.class).require(offer);
        MemberChange change = new MemberChange(state, moment);
        Happening happening = new Happening(programme, change, null);
        List<Refusal> missing = wanted.missing(happening);
        if (!missing.isEmpty()) {
            throw missing.get(0);
        }
        MemberId house = wanted.house();
        if (house != null && left < 1) {
            throw Refusal.of("offer-gone");
        }
        Voucher voucher = voucher(programme, wanted, house, moment);
        if (house == null) {
            granted(happening, wanted, voucher, state.id(), codes);
        } else {
            if (Reservation.keys(state.facts()).size() >= OPEN_MAX) {
                throw Refusal.of("too-many-open", "most", OPEN_MAX);
            }
            Offers.pending(change, wanted);
            long due = moment.second() + RedeemReward.TAKEN_UP_AFTER_SECONDS;
            new Reservation(moment.entry().key(), RedeemReward.KIND, house, "-", 1, due, List.of()).open(change);
        }
        if (house != null || voucher.usesMax() > 0) {
            happening.write(new Page(codes.page(state.id(), voucher.key()), voucher.text(), false));
        }
        programme.course().changed(happening);
        return happening.decided(house == null ? DONE : RedeemReward.RESERVED);
    }

    /** The claim stands: what the offer gives is given, its voucher issued. */
    static void granted(Happening happening, Offer offer, Voucher voucher, MemberId owner, VoucherCodes codes) {
        Offers.claimed(happening, offer);
        if (voucher.usesMax() > 0) {
            Vouchers.issue(happening, voucher, owner, codes);
        }
    }

    /** The house said no. */
    static void refused(Happening happening, Offer offer) {
        Offers.refused(happening.member(), offer);
        happening.tell(Effect.of("offer.gone", "offer", offer.id()));
    }

    private static Voucher voucher(
            Programme programme, Offer offer, @org.jspecify.annotations.Nullable MemberId house, Moment moment) {
        boolean issued = offer.benefit().discount() != null;
        return new Voucher(
                moment.entry().key(),
                house == null ? Voucher.State.ISSUED : Voucher.State.RESERVED,
                "offer:" + offer.id(),
                offer.benefit().kind(),
                moment.second(),
                Voucher.Paid.NOTHING,
                house == null ? Voucher.Booking.NONE : new Voucher.Booking(house.value(), 1, ""),
                offer.voucher().from(moment.now()),
                issued ? offer.voucher().until(moment.now(), programme.zone()) : Lot.NEVER,
                issued ? offer.voucher().uses() : 0,
                List.of(),
                offer.benefit().discount(),
                programme.currency(),
                new Voucher.Rules(
                        offer.voucher().together(),
                        offer.voucher().restorable(),
                        offer.voucher().minimumSpend()),
                0,
                "");
    }
}
