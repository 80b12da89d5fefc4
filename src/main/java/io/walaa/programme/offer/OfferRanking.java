package io.walaa.programme.offer;

import io.walaa.decision.Refusal;
import io.walaa.member.MemberState;
import io.walaa.points.Lot;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.OfferState.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The offers of a member in the order in which they are shown: those that can be claimed first, then by priority, then
 * by how often the member's purchases had to do with their tags, then those that end first.
 */
public final class OfferRanking {
    private OfferRanking() {}

    /**
     * An offer as one member finds it.
     *
     * @param state {@code offered, seen, claimed, used, expired}
     * @param until epoch second until which the state lasts, {@link Lot#NEVER} without an end
     * @param missing what stands in the way of claiming it, beside the quantity
     * @param affinity purchases that had to do with each tag
     */
    public record Ranked(Offer offer, String state, long until, List<Refusal> missing, Map<String, Long> affinity) {
        public long score() {
            return affinity.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** All that concern the member: what is not for them, or was never made to them, is not shown. */
    public static List<Ranked> of(Offers offers, Happening happening) {
        List<Ranked> ranked = new ArrayList<>();
        MemberState member = happening.member().after();
        long now = happening.member().moment().second();
        for (Offer offer : offers.byId().values()) {
            OfferState state = OfferState.of(happening.member(), offer.id());
            List<Refusal> missing = offer.missing(happening);
            boolean strange = missing.stream().anyMatch(refusal -> strange(refusal, state));
            if (!strange && now >= offer.window().from()) {
                ranked.add(ranked(offer, state, missing, member, now));
            }
        }
        ranked.sort(Comparator.comparing((Ranked one) -> !one.missing.isEmpty())
                .thenComparing(one -> -one.offer.priority())
                .thenComparing(one -> -one.score())
                .thenComparingLong(Ranked::until));
        return ranked;
    }

    private static boolean strange(Refusal refusal, OfferState state) {
        return switch (refusal.code()) {
            case "other-tier", "other-segment", "not-for-member", "offer-not-made" -> state.step() == Step.NEW;
            default -> false;
        };
    }

    private static Ranked ranked(Offer offer, OfferState state, List<Refusal> missing, MemberState member, long now) {
        Map<String, Long> affinity = new LinkedHashMap<>();
        for (String tag : offer.tags()) {
            long count = Offers.affinity(member.facts(), tag);
            if (count > 0) {
                affinity.put(tag, count);
            }
        }
        boolean again = state.step() == Step.USED && state.claims() < offer.perMember() && !offer.triggered();
        Step step = again ? Step.NEW : state.step();
        boolean claimed = step == Step.CLAIMED || step == Step.PENDING;
        long until = claimed ? state.until() : offer.claimUntil(state);
        String shown = switch (step) {
            case NEW -> "offered";
            case PENDING -> "claimed";
            default -> step.name().toLowerCase(Locale.ROOT);
        };
        boolean over = step != Step.USED && until != Lot.NEVER && until <= now;
        return new Ranked(offer, over ? "expired" : shown, until, missing, affinity);
    }
}
