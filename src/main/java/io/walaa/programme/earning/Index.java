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
 * what is in the order, and those that only count on certain days by the day, so that a thousand of them cost an order
 * no more than those that it concerns.
 */
final class Index {
    private final List<EarningRule> inOrder;
    private final BitSet general = new BitSet();
    private final Map<String, BitSet> byArticle = new HashMap<>();
    private final @Nullable OpenRules open;

    Index(List<EarningRule> rules) {
        inOrder = List.copyOf(rules);
        for (int i = 0; i < inOrder.size(); i++) {
            Set<String> articles = inOrder.get(i).articles();
            if (articles.isEmpty()) {
                general.set(i);
            }
            int rule = i;
            articles.forEach(
                    key -> byArticle.computeIfAbsent(key, k -> new BitSet()).set(rule));
        }
        boolean always =
                inOrder.stream().allMatch(rule -> rule.terms().schedule().everyDay());
        open = always ? null : new OpenRules(inOrder);
    }

    static String sku(String sku) {
        return "s:" + sku;
    }

    static String category(String category) {
        return "c:" + category;
    }

    /** The rules that may count on an occasion; all of them if somebody asks why. */
    List<EarningRule> candidates(Occasion occasion) {
        BitSet wanted = occasion.explains() ? null : wanted(occasion);
        if (wanted == null) {
            return inOrder;
        }
        List<EarningRule> candidates = new ArrayList<>(wanted.cardinality());
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            candidates.add(inOrder.get(i));
        }
        return candidates;
    }

    /** The indexes of those rules; null for all. */
    private @Nullable BitSet wanted(Occasion occasion) {
        BitSet today = open == null ? null : open.on(occasion.local());
        Purchase purchase = occasion.purchase();
        if (byArticle.isEmpty() || purchase == null) {
            return today;
        }
        BitSet wanted = (BitSet) general.clone();
        for (Line line : purchase.lines()) {
            add(wanted, byArticle.get(sku(line.sku())));
            String category = line.category();
            if (category != null) {
                add(wanted, byArticle.get(category(category)));
            }
        }
        if (today != null) {
            wanted.and(today);
        }
        return wanted;
    }

    private static void add(BitSet wanted, @Nullable BitSet more) {
        if (more != null) {
            wanted.or(more);
        }
    }
}
