package io.walaa.order.discount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.order.Basket;
import io.walaa.order.Money;
import io.walaa.order.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Something off each of selected pieces, the cheapest first: {@code categories: [coffee], cheapest: 2, percent: 50} or
 * {@code skus: [latte], amountEach: "0.250"}. A free item is one of them at 100 %.
 *
 * @param cheapest the most pieces; {@link Long#MAX_VALUE} for all
 * @param hundredths of a percent off each, rounded half up over pieces of one price; 0 if {@code amountEach} counts
 * @param amountEach minor units off each
 */
public record ItemsOff(
        String kind, Selection selection, long cheapest, int hundredths, long amountEach, String inCurrency)
        implements Discount {
    private static final int PIECES_MAX = 1_000;

    static ItemsOff read(Input in, String currency) {
        Selection selection = Selection.read(in);
        long cheapest = in.optional("cheapest", value -> value.integer(1, PIECES_MAX), Long.MAX_VALUE);
        boolean percent = in.has("percent");
        if (percent == in.has("amountEach")) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "percent, amountEach");
            return new ItemsOff("items-off", selection, cheapest, 1, 0, currency);
        }
        return new ItemsOff(
                "items-off",
                selection,
                cheapest,
                percent ? Percent.read(in.field("percent")) : 0,
                percent ? 0 : Money.read(in.field("amountEach"), currency),
                currency);
    }

    /** Reads {@code skus: [latte], pieces: 1}: the cheapest of them cost nothing. */
    static ItemsOff readFree(Input in, String currency) {
        Selection selection = Selection.read(in);
        if (selection.equals(Selection.ALL) && in.sound()) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "skus, categories");
        }
        long pieces = in.optional("pieces", value -> value.integer(1, PIECES_MAX), 1L);
        return new ItemsOff("free-item", selection, pieces, Percent.WHOLE, 0, currency);
    }

    @Override
    public long[] off(Basket basket, long[] open) {
        long[] off = new long[open.length];
        for (Pieces.Run run : new Pieces(basket, open, selection).cheapest(cheapest)) {
            long cost = run.price() * run.count();
            off[run.line()] += hundredths > 0
                    ? Rational.share(cost, hundredths, Percent.WHOLE)
                    : Math.min(run.price(), amountEach) * run.count();
        }
        return off;
    }

    @Override
    public Step step() {
        return Step.ITEMS;
    }

    @Override
    public @Nullable String currency() {
        return amountEach == 0 ? null : inCurrency;
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", kind);
        selection.write(json);
        if (kind.equals("free-item")) {
            return json.put("pieces", cheapest);
        }
        if (cheapest != Long.MAX_VALUE) {
            json.put("cheapest", cheapest);
        }
        return hundredths > 0
                ? json.put("percent", Percent.text(hundredths))
                : json.put("amountEach", new Money(amountEach, inCurrency).decimal());
    }
}
