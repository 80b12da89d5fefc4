package io.walaa.order.discount;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.order.Basket;
import org.jspecify.annotations.Nullable;

/**
 * A way to take something off a basket. Exact in minor units: what it takes is whole per line, never more than a line
 * still costs, and does not depend on the order of the lines. Gift cards that are bought are never discounted.
 */
public interface Discount {
    /**
     * How much comes off each line.
     *
     * @param open what each line still costs after the discounts before this one, in the order of the basket's lines
     */
    long[] off(Basket basket, long[] open);

    /** When it is counted beside others: the lowest first. */
    Step step();

    /** The currency its amounts are in; null if it has none and so fits every basket. */
    @Nullable
    String currency();

    /** What {@link Discounts#read} reads it from. */
    ObjectNode json();

    /** The order in which discounts of one basket are counted, each on what those before left. */
    enum Step {
        ITEMS,
        PERCENT,
        AMOUNT,
        GIFT_CARD
    }
}
