package io.walaa.programme.earning;

import io.walaa.order.Line;
import io.walaa.order.Purchase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one type of event, in their order. Those that only look at certain articles or categories are found by
 * what is in the order, so that a thousand of them cost an order no more than those that it concerns.
 */
final class Index {
    private final EarningRule[] rules;
    private final BitSet general = new BitSet();
    private final Map<String, BitSet> byArticle = new HashMap<>();

    Index(List<EarningRule> inOrder) {
        rules = inOrder.toArray(new EarningRule[0]);
        for (int i = 0; i < rules.length; i++) {
            Set<String> articles = rules[i].articles();
            if (articles.isEmpty()) {
                general.set(i);
            }
            int rule = i;
            articles.forEach(
                    key -> byArticle.computeIfAbsent(key, k -> new BitSet()).set(rule));
        }
    }

    static String sku(String sku) {
        return "s:" + sku;
    }

    static String category(String category) {
        return "c:" + category;
    }

    /** The rules that may count for a purchase; all of them if {@code all} are to be looked at. */
    List<EarningRule> candidates(@Nullable Purchase purchase, boolean all) {
        if (all || byArticle.isEmpty() || purchase == null) {
            return List.of(rules);
        }
        BitSet wanted = (BitSet) general.clone();
        for (Line line : purchase.lines()) {
            add(wanted, byArticle.get(sku(line.sku())));
            String category = line.category();
            if (category != null) {
                add(wanted, byArticle.get(category(category)));
            }
        }
        List<EarningRule> candidates = new ArrayList<>(wanted.cardinality());
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            candidates.add(rules[i]);
        }
        return candidates;
    }

    private static void add(BitSet wanted, @Nullable BitSet more) {
        if (more != null) {
            wanted.or(more);
        }
    }
}
