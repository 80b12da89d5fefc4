package io.walaa.programme.offer;

import io.walaa.decision.Refusal;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.points.Lot;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import io.walaa.programme.reward.RewardCheck;
import io.walaa.programme.reward.Who;
import io.walaa.programme.reward.Window;
import io.walaa.programme.segment.Segments;
import io.walaa.programme.voucher.VoucherTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something a member may claim.
 *
 * @param id unique in the document
 * @param title for people
 * @param text more for people, null if there is none
 * @param who for whom it is
 * @param window when
 * @param onEvent the type of event that makes the offer, null if none does
 * @param onEntering the segment on entering which it is made, null if none
 * @param given whether a challenge makes it to those who complete it
 * @param claimFor how long it can be claimed once it was made, null until its window ends
 * @param usableFor how long it can be used once it was claimed
 * @param quantity how many there are for everybody, null for any number
 * @param perMember how often one member may claim it
 * @param priority the higher, the earlier it is shown
 * @param tags what it is about, such as categories, interests and values
 * @param voucher how its voucher may be used
 * @param benefit what it gives
 */
public record Offer(
        String id,
        LocalizedText title,
        @Nullable LocalizedText text,
        Who who,
        Window window,
        @Nullable String onEvent,
        @Nullable String onEntering,
        boolean given,
        @Nullable Duration claimFor,
        Duration usableFor,
        @Nullable Long quantity,
        long perMember,
        int priority,
        Set<String> tags,
        VoucherTerms voucher,
        OfferBenefit benefit) {
    static final String HOUSE = "house:offer:";

    /** Whether it is made by something that happens rather than open to all for whom it is. */
    public boolean triggered() {
        return onEvent != null || onEntering != null || given;
    }

    /** The house member that decides how many are left; null if there is any number. */
    public @Nullable MemberId house() {
        return quantity == null ? null : new MemberId(HOUSE + id);
    }

    /** What stands in the way of claiming it now, beside the quantity; empty if nothing. */
    public List<Refusal> missing(Happening happening) {
        List<Refusal> missing = new ArrayList<>(0);
        MemberChange member = happening.member();
        long now = member.moment().second();
        OfferState state = OfferState.of(member, id);
        if (now < window.from()) {
            missing.add(Refusal.of(
                    "reward-not-yet",
                    "from",
                    RewardCheck.shown(window.from(), happening.programme().zone())));
        }
        long end = claimUntil(state);
        if (end != Lot.NEVER && end <= now) {
            missing.add(Refusal.of(
                    "offer-over",
                    "until",
                    RewardCheck.shown(end, happening.programme().zone())));
        }
        if (state.claims() >= perMember) {
            missing.add(Refusal.of("offer-claimed", "times", perMember));
        } else if (state.step() == OfferState.Step.PENDING
                || (state.step() == OfferState.Step.CLAIMED && !state.ended(now))) {
            missing.add(Refusal.of("offer-open"));
        } else if (triggered() && !made(state)) {
            missing.add(notMade(happening.programme()));
        }
        if (!triggered()) {
            who.missing(happening, missing);
        }
        return missing;
    }

    private Refusal notMade(Programme programme) {
        if (onEvent != null) {
            return Refusal.of("offer-not-made", "by", "event", "what", onEvent);
        }
        return onEntering == null
                ? Refusal.of("offer-not-made", "by", "challenge", "what", id)
                : Refusal.of(
                        "offer-not-made", "by", "segment", "what", Segments.titles(programme, List.of(onEntering)));
    }

    private static boolean made(OfferState state) {
        return state.step() == OfferState.Step.OFFERED || state.step() == OfferState.Step.SEEN;
    }

    /** The epoch second until which it can be claimed, {@link Lot#NEVER} without an end. */
    long claimUntil(OfferState state) {
        boolean counting = triggered() && made(state);
        return counting ? Math.min(state.until(), window.until()) : window.until();
    }
}
