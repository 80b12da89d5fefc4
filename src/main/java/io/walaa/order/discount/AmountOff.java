package io.walaa.order.discount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.order.Basket;
import io.walaa.order.LargestRemainder;
import io.walaa.order.Money;

/**
 * A fixed amount, spread over the lines by what they cost: {@code amount: "1.000"}.
 *
 * @param amount positive, minor units
 */
public record AmountOff(long amount, String currency) implements Discount {
    static AmountOff read(Input in, String currency) {
        long amount = Money.read(in.field("amount"), currency);
        if (amount == 0 && in.sound()) {
            in.refuse("amount", InputCode.TOO_SMALL, "min", new Money(1, currency).decimal());
        }
        return new AmountOff(amount, currency);
    }

    @Override
    public long[] off(Basket basket, long[] open) {
        long[] weights = Selection.ALL.weights(basket, open);
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
        }
        // at most all of it, so no line's share is more than the line
        return LargestRemainder.spread(Math.min(amount, sum), weights);
    }

    @Override
    public Step step() {
        return Step.AMOUNT;
    }

    @Override
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "amount-off")
                .put("amount", new Money(amount, currency).decimal());
    }
}
