package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.order.Formula;
import io.walaa.order.Purchase;
import io.walaa.order.Rational;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * More of what other rules gave: {@code factor: 2} awards the same again. It awards only what it adds, so its caps and
 * its part of a return are its own.
 *
 * @param extraThousandths the factor less one, in thousandths
 * @param rules the ids of the rules whose awards count, empty for all
 * @param compound without {@code rules}: whether what multipliers before it added counts too (factors multiply) or not
 *     (they add)
 * @param events the types of events on which it counts
 */
record MultiplierRule(Terms terms, long extraThousandths, Set<String> rules, boolean compound, Set<String> events)
        implements EarningRule {
    private static final long THOUSAND = 1000;
    private static final BigDecimal FACTOR_MAX = BigDecimal.valueOf(100);
    private static final Map<String, Boolean> STACKING = new LinkedHashMap<>();

    static {
        STACKING.put("add", false);
        STACKING.put("multiply", true);
    }

    static MultiplierRule read(Input in, Terms terms, Vocabulary names) {
        long extra = extra(in.field("factor"));
        List<String> rules =
                in.optional("rules", value -> value.list(1000, rule -> names.refer("rule", rule)), List.of());
        boolean compound = in.optional("stacking", value -> value.choice(STACKING), false);
        if (in.has("rules") && in.has("stacking")) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "rules, stacking");
        }
        List<String> events =
                in.optional("events", value -> value.list(20, EventType::read), List.of(EventType.PURCHASE));
        return new MultiplierRule(
                terms, extra, Set.copyOf(new HashSet<>(rules)), compound, Set.copyOf(new HashSet<>(events)));
    }

    private static long extra(Value value) {
        BigDecimal factor = value.decimalOrNumber(3);
        if (factor.compareTo(BigDecimal.ONE) <= 0) {
            value.refuse(InputCode.TOO_SMALL, "min", "1.001");
        } else if (factor.compareTo(FACTOR_MAX) > 0) {
            value.refuse(InputCode.TOO_LARGE, "max", FACTOR_MAX.toPlainString());
        } else {
            return factor.subtract(BigDecimal.ONE).movePointRight(3).longValueExact();
        }
        return THOUSAND;
    }

    @Override
    public boolean multiplies() {
        return true;
    }

    @Override
    public long points(Occasion occasion) {
        long given = 0;
        for (Award award : occasion.awards()) {
            given += counts(award) ? award.amount() : 0;
        }
        long worth = Rational.floor(given, extraThousandths, THOUSAND);
        return worth == 0 ? occasion.nothing(given == 0 ? "nothing-to-multiply" : "too-little-earned") : worth;
    }

    @Override
    public Formula formula(Occasion occasion, Purchase purchase) {
        int[] of = new int[occasion.awards().size()];
        int count = 0;
        for (int i = 0; i < of.length; i++) {
            if (counts(occasion.awards().get(i))) {
                of[count++] = i;
            }
        }
        return new Formula(Formula.Measure.AWARDS, Arrays.copyOf(of, count), extraThousandths, THOUSAND);
    }

    @Override
    public long[] weights(Occasion occasion) {
        long[] weights = new long[occasion.base().lines().length];
        for (Award award : occasion.awards()) {
            if (counts(award)) {
                for (int i = 0; i < weights.length; i++) {
                    weights[i] += award.perLine()[i];
                }
            }
        }
        return weights;
    }

    private boolean counts(Award award) {
        if (!award.unit().equals(terms.unit().name())) {
            return false;
        }
        return rules.isEmpty() ? compound || !award.multiplied() : rules.contains(award.rule());
    }
}
