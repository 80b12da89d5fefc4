package io.walaa.programme.offer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.order.discount.Discount;
import io.walaa.programme.course.Happening;
import org.jspecify.annotations.Nullable;

/** What an offer gives. */
public interface OfferBenefit {
    /** Its name in the catalogue. */
    String kind();

    /** Fills in what clients see of it. */
    void write(ObjectNode json);

    /**
     * Gives what is given when the offer is claimed.
     *
     * @return whether the offer is used up by that; else it stays claimed until it is used
     */
    boolean claimed(Happening happening, Offer offer);

    /** What a voucher of it takes off; null if it gives none. */
    default @Nullable Discount discount() {
        return null;
    }

    /**
     * A purchase of a member who has claimed it was recorded.
     *
     * @return whether that used it
     */
    default boolean bought(Happening happening, Offer offer) {
        return false;
    }

    /** The lower price of a reward; null if it changes none of this one's. */
    default @Nullable Long price(String reward) {
        return null;
    }
}
