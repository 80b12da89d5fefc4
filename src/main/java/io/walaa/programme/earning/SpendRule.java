package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.order.Formula;
import io.walaa.order.Purchase;
import io.walaa.order.Rational;
import io.walaa.points.Points;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import java.util.Set;

/**
 * So many points for so much money of the order's earn base: {@code points: 10, per: "1.000"}.
 *
 * @param points for each {@code per}
 * @param per how much money
 */
record SpendRule(Terms terms, long points, Amounts per) implements EarningRule {
    static SpendRule read(Input in, Terms terms, Vocabulary names) {
        return new SpendRule(
                terms, in.field("points").integer(1, Points.MAX), Amounts.read(in.field("per"), names.currency()));
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
        long worth = Rational.floor(occasion.base().total(), points, money);
        return worth == 0 ? occasion.nothing("too-little-spent") : worth;
    }

    @Override
    public Formula formula(Occasion occasion, Purchase purchase) {
        return Formula.ofMoney(points, per.in(purchase.currency()));
    }

    @Override
    public long[] weights(Occasion occasion) {
        return occasion.base().lines();
    }
}
