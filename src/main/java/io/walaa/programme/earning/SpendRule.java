package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.order.Formula;
import io.walaa.order.Purchase;
import io.walaa.order.Rational;
import io.walaa.points.Points;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * So many points for so much money of the order's earn base: {@code points: 10, per: "1.000"}.
 *
 * @param points for each {@code per}
 * @param per how much money
 * @param lines which lines count; null for the whole order
 */
record SpendRule(
        Terms terms, long points, Amounts per, @Nullable LineFilter lines) implements EarningRule {
    static SpendRule read(Input in, Terms terms, Vocabulary names) {
        return new SpendRule(
                terms,
                in.field("points").integer(1, Points.MAX),
                Amounts.read(in.field("per"), names.currency()),
                in.optional("lines", value -> value.object(each -> LineFilter.read(each, "condition", names))));
    }

    @Override
    public Set<String> articles() {
        return lines == null ? Set.of() : lines.articles();
    }

    @Override
    public Set<String> events() {
        return Set.of(EventType.PURCHASE);
    }

    @Override
    public long points(Occasion occasion) {
        if (occasion.purchase() == null) {
            return occasion.nothing("no-order");
        }
        long money = per.in(occasion.purchase().currency());
        if (money == Amounts.NONE) {
            return occasion.noRate();
        }
        long worth = Rational.floor(total(occasion), points, money);
        return worth == 0 ? occasion.nothing("too-little-spent") : worth;
    }

    @Override
    public Formula formula(Occasion occasion, Purchase purchase) {
        long money = per.in(purchase.currency());
        return lines == null
                ? Formula.ofMoney(points, money)
                : new Formula(Formula.Measure.MONEY, lines.of(occasion, purchase), points, money);
    }

    @Override
    public long[] weights(Occasion occasion) {
        long[] base = occasion.base().lines();
        Purchase purchase = occasion.purchase();
        if (lines == null || purchase == null) {
            return base;
        }
        long[] weights = new long[base.length];
        for (int i : lines.of(occasion, purchase)) {
            weights[i] = base[i];
        }
        return weights;
    }

    private long total(Occasion occasion) {
        if (lines == null) {
            return occasion.base().total();
        }
        long total = 0;
        for (long weight : weights(occasion)) {
            total += weight;
        }
        return total;
    }
}
