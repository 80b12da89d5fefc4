package io.walaa.order.discount;

import io.walaa.order.Basket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Several discounts on one basket. They are counted by {@link Discount.Step} and then by name, each on what those
 * before left, so the outcome does not depend on the order in which they were given.
 */
public final class Stacked {
    private Stacked() {}

    /**
     * A discount and what tells it from the others.
     *
     * @param name unique in the basket
     */
    public record Named(String name, Discount discount) {}

    /**
     * What one discount takes.
     *
     * @param lines in the order of the basket's lines, minor units
     */
    public record Taken(String name, List<Long> lines) {
        public long sum() {
            long sum = 0;
            for (long line : lines) {
                sum += line;
            }
            return sum;
        }
    }

    /** What each discount takes off the basket, in the order in which they were counted. */
    public static List<Taken> on(Basket basket, List<Named> discounts) {
        List<Named> ordered = new ArrayList<>(discounts);
        ordered.sort(Comparator.<Named, Discount.Step>comparing(named -> named.discount.step())
                .thenComparing(Named::name));
        long[] open = basket.totals();
        List<Taken> taken = new ArrayList<>(ordered.size());
        for (Named named : ordered) {
            long[] off = named.discount.off(basket, open);
            for (int i = 0; i < open.length; i++) {
                open[i] -= off[i];
            }
            taken.add(new Taken(named.name, Arrays.stream(off).boxed().toList()));
        }
        return taken;
    }
}
