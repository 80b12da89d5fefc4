package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.order.Line;
import io.walaa.order.Purchase;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of an order count: those that name one of the articles or categories, and of these those for which the
 * condition holds. A gift card bought is none of them.
 *
 * @param skus articles
 * @param categories a line counts if either names it; if both are empty, all do
 * @param condition what has to hold for the line besides; null for nothing
 */
record LineFilter(
        Set<String> skus, Set<String> categories, @Nullable Condition condition) {
    private static final int NAMES_MAX = 1000;
    private static final Set<Area> SEEN = EnumSet.allOf(Area.class);

    /** Reads {@code skus}, {@code categories} and the condition, whose field is called {@code conditionField}. */
    static LineFilter read(Input in, String conditionField, Vocabulary names) {
        Set<String> skus = texts(in, "skus");
        Set<String> categories = texts(in, "categories");
        Condition condition = in.optional(conditionField, value -> names.condition(value, SEEN));
        if (!in.has("skus") && !in.has("categories") && !in.has(conditionField)) {
            in.refuse("categories", InputCode.REQUIRED);
        }
        return new LineFilter(skus, categories, condition);
    }

    private static Set<String> texts(Input in, String field) {
        List<String> texts =
                in.optional(field, value -> value.list(NAMES_MAX, element -> element.text(128)), List.of());
        return Set.copyOf(new HashSet<>(texts));
    }

    /** What an order must have to be worth a look, as keys of {@link Index}; empty if any order may. */
    Set<String> articles() {
        Set<String> keys = new HashSet<>();
        skus.forEach(sku -> keys.add(Index.sku(sku)));
        categories.forEach(category -> keys.add(Index.category(category)));
        return keys;
    }

    /** The indexes of the lines that count. */
    int[] of(Occasion occasion, Purchase purchase) {
        int[] known = occasion.chosen(this);
        if (known != null) {
            return known;
        }
        List<Line> lines = purchase.lines();
        int[] of = new int[lines.size()];
        int count = 0;
        for (int i = 0; i < of.length; i++) {
            if (counts(occasion, lines.get(i), i)) {
                of[count++] = i;
            }
        }
        return occasion.chosen(this, java.util.Arrays.copyOf(of, count));
    }

    private boolean counts(Occasion occasion, Line line, int index) {
        String category = line.category();
        boolean named = (skus.isEmpty() && categories.isEmpty())
                || skus.contains(line.sku())
                || (category != null && categories.contains(category));
        if (line.giftCard() || !named) {
            return false;
        }
        if (condition == null) {
            return true;
        }
        occasion.sight().look(line, occasion.base().lines()[index]);
        return condition.holds(occasion.sight());
    }
}
