package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.order.Formula;
import io.walaa.order.Purchase;
import io.walaa.order.Rational;
import io.walaa.points.Points;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Points for some lines of an order, chosen by article or category: for each quantity ({@code points: 5, perQuantity:
 * 1}) or for the money spent on them ({@code points: 20, per: "1.000"}). A gift card bought is none of them.
 *
 * @param lines which lines
 * @param points for each {@code thousandths} or {@code per}
 * @param thousandths quantity in thousandths, 0 if it goes by money
 * @param per how much money, null if it goes by quantity
 */
record LineRule(
        Terms terms,
        LineFilter lines,
        long points,
        long thousandths,
        @Nullable Amounts per) implements EarningRule {
    private static final BigDecimal QUANTITY_MIN = new BigDecimal("0.001");
    private static final BigDecimal QUANTITY_MAX = BigDecimal.valueOf(1_000_000);

    static LineRule read(Input in, Terms terms, Vocabulary names) {
        LineFilter lines = LineFilter.read(in, "lineCondition", names);
        long points = in.field("points").integer(1, Points.MAX);
        if (in.has("per") && in.has("perQuantity")) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "per, perQuantity");
        }
        Amounts per = in.optional("per", value -> Amounts.read(value, names.currency()));
        BigDecimal quantity =
                in.optional("perQuantity", value -> value.number(3, QUANTITY_MIN, QUANTITY_MAX), BigDecimal.ONE);
        return new LineRule(terms, lines, points, quantity.movePointRight(3).longValueExact(), per);
    }

    @Override
    public Set<String> events() {
        return Set.of(EventType.PURCHASE);
    }

    @Override
    public Set<String> articles() {
        return lines.articles();
    }

    @Override
    public long points(Occasion occasion) {
        Purchase purchase = occasion.purchase();
        if (purchase == null) {
            return occasion.nothing("no-order");
        }
        long denominator = per == null ? thousandths : per.in(purchase.currency());
        if (denominator == Amounts.NONE) {
            return occasion.noRate();
        }
        long counted = 0;
        for (long weight : weights(occasion)) {
            counted += weight;
        }
        long worth = Rational.floor(counted, points, denominator);
        return worth == 0 ? occasion.nothing(counted == 0 ? "no-such-line" : "too-little-bought") : worth;
    }

    @Override
    public Formula formula(Occasion occasion, Purchase purchase) {
        int[] of = lines.of(occasion, purchase);
        return per == null
                ? new Formula(Formula.Measure.QUANTITY, of, points, thousandths)
                : new Formula(Formula.Measure.MONEY, of, points, per.in(purchase.currency()));
    }

    @Override
    public long[] weights(Occasion occasion) {
        Purchase purchase = occasion.purchase();
        if (purchase == null) {
            return new long[0];
        }
        long[] weights = new long[purchase.lines().size()];
        for (int i : lines.of(occasion, purchase)) {
            weights[i] = per == null
                    ? purchase.lines().get(i).thousandths()
                    : occasion.base().lines()[i];
        }
        return weights;
    }
}
