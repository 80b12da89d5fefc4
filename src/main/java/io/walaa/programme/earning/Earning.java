package io.walaa.programme.earning;

import io.walaa.decision.Trace;
import io.walaa.order.LargestRemainder;
import io.walaa.order.Purchase;
import io.walaa.points.Lot;
import io.walaa.points.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All earning rules of a programme, indexed by the type of event, multipliers behind the rules that they multiply. */
public final class Earning {
    private static final long[] NO_LINES = {};
    private static final EarningRule[] NO_RULES = {};

    private final Map<String, EarningRule[]> byEvent;

    public Earning(List<EarningRule> rules) {
        Map<String, List<EarningRule>> lists = new HashMap<>();
        for (boolean multiplies : new boolean[] {false, true}) {
            for (EarningRule rule : rules) {
                if (rule.multiplies() == multiplies) {
                    rule.events()
                            .forEach(event -> lists.computeIfAbsent(event, e -> new ArrayList<>())
                                    .add(rule));
                }
            }
        }
        byEvent = new HashMap<>();
        lists.forEach((event, list) -> byEvent.put(event, list.toArray(NO_RULES)));
    }

    /**
     * What the occasion earns. Caps that it draws on are noted in the member's facts; posting is the caller's.
     *
     * @throws io.walaa.decision.Refusal {@code points-overflow} if a rule would give more than any balance can hold
     */
    public Earned earn(Occasion occasion) {
        Trace trace = occasion.member().moment().trace();
        for (EarningRule rule : byEvent.getOrDefault(occasion.event().type(), NO_RULES)) {
            Terms terms = rule.terms();
            String refusal = terms.refusal(occasion);
            if (refusal != null) {
                note(trace, rule, occasion, refusal);
                continue;
            }
            long points = rule.points(occasion);
            if (points == 0) {
                note(trace, rule, occasion, occasion.because());
                continue;
            }
            long amount = terms.cap(points, occasion);
            if (amount == 0) {
                note(trace, rule, occasion, "cap-reached");
                continue;
            }
            occasion.awards().add(award(rule, occasion, amount));
            if (trace.isWanted()) {
                trace.add(
                        terms.id(),
                        true,
                        amount < points ? "capped" : "matched",
                        Map.of("worth", points, "amount", amount));
            }
        }
        return new Earned(occasion.awards(), occasion.base(), occasion.withoutRate());
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
                unit.expiry().expiresAt(occasion.event().occurredAt(), occasion.zone()),
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

    private static void note(Trace trace, EarningRule rule, Occasion occasion, String because) {
        if (trace.isWanted()) {
            trace.add(rule.terms().id(), false, because, occasion.seen());
        }
    }
}
