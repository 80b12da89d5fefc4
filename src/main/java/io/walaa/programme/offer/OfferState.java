package io.walaa.programme.offer;

import io.walaa.member.MemberChange;
import io.walaa.points.Lot;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a member is with an offer: the fact {@code f.<offer>}, the step's letter, its end in base 36 ({@code -} for
 * none), how often it was claimed, and the key of the redemption that used it.
 *
 * @param until epoch second at which the step ends by itself
 * @param claims how often it was claimed
 * @param key of what used it, empty if nothing
 */
public record OfferState(Step step, long until, long claims, String key) {
    /** A member that has not come across the offer. */
    static final OfferState NONE = new OfferState(Step.NEW, Lot.NEVER, 0, "");

    private static final String PREFIX = "f.";
    private static final String FOR_EVER = "-";
    private static final int RADIX = 36;

    /** The steps of an offer, each with its own first letter. */
    public enum Step {
        /** It was not made to the member by a trigger; a scheduled one needs none. */
        NEW,
        OFFERED,
        SEEN,
        /** The house is asked. */
        PENDING,
        CLAIMED,
        USED;

        private String letter() {
            return name().substring(0, 1).toLowerCase(Locale.ROOT);
        }
    }

    static OfferState of(@Nullable String fact) {
        if (fact == null) {
            return NONE;
        }
        String[] word = fact.split(" ", -1);
        Step found = Step.NEW;
        for (Step step : Step.values()) {
            if (step.letter().equals(word[0])) {
                found = step;
            }
        }
        long until = word[1].equals(FOR_EVER) ? Lot.NEVER : Long.parseLong(word[1], RADIX);
        return new OfferState(found, until, Long.parseLong(word[2]), word[3]);
    }

    /** How a member stands with an offer. */
    static OfferState of(MemberChange member, String offer) {
        return of(member.fact(PREFIX + offer));
    }

    void keep(MemberChange member, String offer) {
        String end = until == Lot.NEVER ? FOR_EVER : Long.toString(until, RADIX);
        member.fact(PREFIX + offer, equals(NONE) ? null : step.letter() + " " + end + " " + claims + " " + key);
    }

    OfferState step(Step next, long end) {
        return new OfferState(next, end, claims, "");
    }

    /** Whether the step has ended by itself. */
    boolean ended(long now) {
        return until <= now;
    }
}
