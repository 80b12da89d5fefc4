package io.walaa.order.discount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.order.Basket;
import org.jspecify.annotations.Nullable;

/**
 * Take so many, pay fewer: {@code categories: [dessert], take: 3, pay: 2, sets: 2}. For each full set among the
 * selected pieces {@code take − pay} of them are free, the cheapest of all.
 *
 * @param sets the most sets that count
 */
public record SomeFree(Selection selection, long take, long pay, long sets) implements Discount {
    private static final int TAKE_MAX = 100;
    private static final int SETS_MAX = 1_000;

    static SomeFree read(Input in) {
        Selection selection = Selection.read(in);
        long take = in.field("take").integer(2, TAKE_MAX);
        long pay = in.field("pay").integer(1, TAKE_MAX);
        if (in.sound() && pay >= take) {
            in.refuse("pay", InputCode.TOO_LARGE, "max", take - 1);
        }
        return new SomeFree(
                selection, take, pay, in.optional("sets", value -> value.integer(1, SETS_MAX), (long) SETS_MAX));
    }

    @Override
    public long[] off(Basket basket, long[] open) {
        Pieces pieces = new Pieces(basket, open, selection);
        long full = Math.min(sets, pieces.count() / take);
        long[] off = new long[open.length];
        for (Pieces.Run run : pieces.cheapest(full * (take - pay))) {
            off[run.line()] += run.price() * run.count();
        }
        return off;
    }

    @Override
    public Step step() {
        return Step.ITEMS;
    }

    @Override
    public @Nullable String currency() {
        return null;
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", "some-free");
        selection.write(json);
        return json.put("take", take).put("pay", pay).put("sets", sets);
    }
}
