package io.walaa.programme.earning;

import io.walaa.order.LargestRemainder;
import io.walaa.order.Purchase;
import io.walaa.points.Lot;
import io.walaa.points.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All earning rules of a programme, by type of event, multipliers behind the rules that they multiply. Of an exclusive
 * group only the rule that gives most counts, among those that multiply and among the others.
 */
public final class Earning {
    private static final long[] NO_LINES = {};
    private static final Index NOTHING = new Index(List.of());

    private final Map<String, Index> plain = new HashMap<>();
    private final Map<String, Index> multiplying = new HashMap<>();
    private final Map<String, Budget> budgets = new LinkedHashMap<>();
    private final Map<String, List<Budget>> budgeted = new HashMap<>();

    public Earning(List<EarningRule> rules) {
        index(rules, false, plain);
        index(rules, true, multiplying);
        for (EarningRule rule : rules) {
            Terms terms = rule.terms();
            if (terms.budget() != null) {
                Budget budget = new Budget(terms.id(), terms.unit(), terms.budget());
                budgets.put(terms.id(), budget);
                rule.events()
                        .forEach(event -> budgeted.computeIfAbsent(event, e -> new ArrayList<>())
                                .add(budget));
            }
        }
    }

    /** The budgets of rules, in the document's order. */
    public Collection<Budget> budgets() {
        return budgets.values();
    }

    /** The budgets that events of a type can draw on. */
    public List<Budget> budgets(String event) {
        return budgeted.getOrDefault(event, List.of());
    }

    /** The budget of a rule; null if there is none. */
    public @Nullable Budget budget(String rule) {
        return budgets.get(rule);
    }

    private static void index(List<EarningRule> rules, boolean multiply, Map<String, Index> byEvent) {
        Map<String, List<EarningRule>> lists = new HashMap<>();
        rules.stream()
                .filter(rule -> rule.multiplies() == multiply)
                .sorted(Comparator.comparingLong(rule -> -rule.terms().priority()))
                .forEach(rule -> rule.events()
                        .forEach(event -> lists.computeIfAbsent(event, e -> new ArrayList<>())
                                .add(rule)));
        lists.forEach((event, list) -> byEvent.put(event, new Index(list)));
    }

    /**
     * What the occasion earns. Caps that it draws on are noted in the member's facts; posting is the caller's.
     *
     * @throws io.walaa.decision.Refusal {@code points-overflow} if a rule would give more than any balance can hold
     */
    public Earned earn(Occasion occasion) {
        String event = occasion.event().type();
        earn(plain.getOrDefault(event, NOTHING), occasion);
        earn(multiplying.getOrDefault(event, NOTHING), occasion);
        return new Earned(occasion.awards(), occasion.base(), occasion.withoutRate());
    }

    /** The rules that are looked at on an occasion but multipliers. */
    List<EarningRule> candidates(Occasion occasion) {
        return plain.getOrDefault(occasion.event().type(), NOTHING).candidates(occasion);
    }

    private static void earn(Index rules, Occasion occasion) {
        Map<String, EarningRule> best = null;
        Map<String, Long> most = null;
        for (EarningRule rule : rules.candidates(occasion)) {
            long points = worth(rule, occasion);
            if (points == 0) {
                continue;
            }
            String group = rule.terms().group();
            if (group.isEmpty()) {
                give(rule, points, occasion);
                continue;
            }
            if (best == null || most == null) {
                best = new LinkedHashMap<>();
                most = new HashMap<>();
            }
            long amount = rule.terms().left(points, occasion);
            EarningRule other = best.get(group);
            if (other == null || amount > most.getOrDefault(group, 0L)) {
                best.put(group, rule);
                most.put(group, amount);
            }
            EarningRule loser = other == null || best.get(group) == other ? rule : other;
            if (other != null) {
                note(loser, occasion, "group-lost");
            }
        }
        if (best != null) {
            for (EarningRule rule : best.values()) {
                long points = worth(rule, occasion);
                if (points > 0) {
                    give(rule, points, occasion);
                }
            }
        }
    }

    /** What a rule is worth before its caps; 0 with a note why. */
    private static long worth(EarningRule rule, Occasion occasion) {
        String refusal = rule.terms().refusal(occasion);
        if (refusal != null) {
            note(rule, occasion, refusal);
            return 0;
        }
        long points = rule.points(occasion);
        if (points == 0) {
            note(rule, occasion, occasion.because());
        }
        return points;
    }

    private static void give(EarningRule rule, long points, Occasion occasion) {
        Terms terms = rule.terms();
        long amount = terms.left(points, occasion);
        if (amount == 0) {
            note(rule, occasion, terms.leftByCaps(points, occasion) == 0 ? "cap-reached" : "budget-used-up");
            return;
        }
        terms.draw(amount, occasion);
        occasion.awards().add(award(rule, occasion, amount));
        if (occasion.explains()) {
            occasion.member()
                    .moment()
                    .trace()
                    .add(
                            terms.id(),
                            true,
                            amount < points ? "capped" : "matched",
                            Map.of("worth", points, "amount", amount));
        }
    }

    private static Award award(EarningRule rule, Occasion occasion, long amount) {
        Unit unit = rule.terms().unit();
        Purchase purchase = occasion.purchase();
        long[] perLine = purchase == null ? NO_LINES : LargestRemainder.spread(amount, rule.weights(occasion));
        return new Award(
                rule.terms().id(),
                unit.name(),
                amount,
                rule.multiplies(),
                perLine,
                activatesAt(unit, occasion),
                occasion.expiresAt(unit),
                purchase == null ? null : rule.formula(occasion, purchase),
                rule.terms().minimum(occasion),
                rule.terms().capUses(occasion));
    }

    /** What belongs to no order has nothing to wait for. */
    private static long activatesAt(Unit unit, Occasion occasion) {
        return unit.activation().onConfirmation() && occasion.purchase() == null
                ? Lot.ACTIVE
                : unit.activation().activatesAt(occasion.event().occurredAt(), occasion.zone());
    }

    private static void note(EarningRule rule, Occasion occasion, String because) {
        if (occasion.explains()) {
            occasion.member().moment().trace().add(rule.terms().id(), false, because, occasion.seen());
        }
    }
}
