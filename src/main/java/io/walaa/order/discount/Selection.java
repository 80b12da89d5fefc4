package io.walaa.order.discount;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Input;
import io.walaa.order.Basket;
import io.walaa.order.Line;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some lines of a basket: those of any of the skus or categories, all of them when it names none. Never one that buys a
 * gift card.
 */
public record Selection(Set<String> skus, Set<String> categories) {
    static final Selection ALL = new Selection(Set.of(), Set.of());
    private static final int NAMES_MAX = 500;
    private static final int NAME_MAX = 128;

    static Selection read(Input in) {
        return new Selection(names(in, "skus"), names(in, "categories"));
    }

    private static Set<String> names(Input in, String field) {
        List<String> names = in.optional(field, value -> value.list(NAMES_MAX, name -> name.text(NAME_MAX)), List.of());
        return names.isEmpty() ? Set.of() : new TreeSet<>(names);
    }

    void write(ObjectNode json) {
        write(json, "skus", skus);
        write(json, "categories", categories);
    }

    private static void write(ObjectNode json, String field, Set<String> names) {
        if (!names.isEmpty()) {
            var array = json.putArray(field);
            names.forEach(array::add);
        }
    }

    boolean takes(Line line) {
        if (line.giftCard()) {
            return false;
        }
        boolean named = skus.contains(line.sku()) || (line.category() != null && categories.contains(line.category()));
        return named || (skus.isEmpty() && categories.isEmpty());
    }

    /** What the selected lines still cost; 0 for the others. */
    long[] weights(Basket basket, long[] open) {
        long[] weights = new long[open.length];
        for (int i = 0; i < open.length; i++) {
            weights[i] = takes(basket.lines().get(i)) ? open[i] : 0;
        }
        return weights;
    }
}
