package io.walaa.programme.reward;

import io.walaa.order.discount.AmountOff;
import io.walaa.order.discount.Discount;
import io.walaa.order.discount.GiftCard;
import org.jspecify.annotations.Nullable;

/** Something off a basket, as {@link io.walaa.order.discount.Discounts} knows it. */
record Off(Discount discount) implements Benefit {
    @Override
    public Discount discount(long value) {
        return discount;
    }

    /** An amount that the member's points decide, off a basket or on a gift card. */
    record Worth(boolean giftCard, String currency) implements Benefit {
        @Override
        public @Nullable Discount discount(long value) {
            return giftCard ? new GiftCard(value, currency) : new AmountOff(value, currency);
        }
    }
}
