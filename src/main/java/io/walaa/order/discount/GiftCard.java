package io.walaa.order.discount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.order.Basket;
import io.walaa.order.Money;

/**
 * Money on a card: pays for what the discounts left, as much as it has.
 *
 * @param value what is on it, minor units
 */
public record GiftCard(long value, String currency) implements Discount {
    @Override
    public long[] off(Basket basket, long[] open) {
        return new AmountOff(value, currency).off(basket, open);
    }

    @Override
    public Step step() {
        return Step.GIFT_CARD;
    }

    @Override
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "gift-card")
                .put("amount", new Money(value, currency).decimal());
    }
}
