package io.walaa.order.discount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Input;
import io.walaa.order.Basket;
import io.walaa.order.LargestRemainder;
import io.walaa.order.Money;
import io.walaa.order.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A share of the lines' sum, rounded half up once and then spread over them: {@code percent: 12.5, cap: "3.000"}.
 *
 * @param hundredths of a percent, 1 to 10,000
 * @param cap the most it takes, minor units; {@link Money#MAX} for any
 */
public record PercentOff(int hundredths, long cap, String inCurrency, Selection selection) implements Discount {
    static PercentOff read(Input in, String currency) {
        int hundredths = Percent.read(in.field("percent"));
        long cap = in.optional("cap", value -> Money.read(value, currency), Money.MAX);
        return new PercentOff(hundredths, cap, currency, Selection.read(in));
    }

    @Override
    public long[] off(Basket basket, long[] open) {
        long[] weights = selection.weights(basket, open);
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
        }
        return LargestRemainder.spread(Math.min(cap, Rational.share(sum, hundredths, Percent.WHOLE)), weights);
    }

    @Override
    public Step step() {
        return Step.PERCENT;
    }

    @Override
    public @Nullable String currency() {
        return cap == Money.MAX ? null : inCurrency;
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", "percent-off");
        json.put("percent", Percent.text(hundredths));
        if (cap != Money.MAX) {
            json.put("cap", new Money(cap, inCurrency).decimal());
        }
        selection.write(json);
        return json;
    }
}
