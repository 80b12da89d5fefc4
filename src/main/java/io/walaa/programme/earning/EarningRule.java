package io.walaa.programme.earning;

import io.walaa.order.Formula;
import io.walaa.order.Purchase;
import java.util.Set;

/**
 * One way to earn. A kind says what an event is worth and how that falls on the lines of the order; terms, caps, the
 * spreading and the dates are the same for all kinds and are none of its business.
 */
public interface EarningRule {
    /** When and for whom it counts, and its caps. */
    Terms terms();

    /** The types of events that it looks at. */
    Set<String> events();

    /** What an order must have to be worth a look, as keys of {@link Index}; empty if any order may. */
    default Set<String> articles() {
        return Set.of();
    }

    /** Whether it looks at what other rules award, and so comes after them. */
    default boolean multiplies() {
        return false;
    }

    /**
     * What the occasion is worth before caps: exact, floored once, at the unit's scale. For nothing,
     * {@link Occasion#nothing} keeps the reason.
     */
    long points(Occasion occasion);

    /**
     * What {@link #points} rests on, to be kept with the order; only asked for an award to an order. Of the whole order
     * it comes to the same.
     */
    Formula formula(Occasion occasion, Purchase purchase);

    /** The weights by which an award is spread over the lines of the order; only asked when there is an order. */
    long[] weights(Occasion occasion);
}
