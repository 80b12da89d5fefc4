package io.walaa.programme.reward;

import io.walaa.order.discount.Discount;
import io.walaa.points.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reward gives. */
public interface Benefit {
    /**
     * What its voucher takes off a basket; null if nothing.
     *
     * @param value what the points are worth, minor units, where the member says how many; else 0
     */
    default @Nullable Discount discount(long value) {
        return null;
    }

    /** Whether a voucher is issued for it. */
    default boolean voucher() {
        return true;
    }

    /** The account of the ledger to which the points go. */
    default String account() {
        return Account.REDEEMED;
    }

    /** The slots that can be booked; empty if it is nothing to book. */
    default List<Slot> slots() {
        return List.of();
    }

    /** The most people of one booking. */
    default long peopleMax() {
        return 1;
    }
}
