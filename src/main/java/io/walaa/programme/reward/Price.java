package io.walaa.programme.reward;

import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.order.Money;
import io.walaa.order.Rational;
import io.walaa.points.Points;
import io.walaa.points.Unit;
import io.walaa.programme.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * What a reward costs: {@code {unit: points, points: 120}}, or pay-with-points at a rate, {@code {unit: points, points:
 * 100, per: "1.000", least: 100, most: 5000}}.
 *
 * @param points the price; at a rate, how many points are worth {@code per}
 * @param per minor units; 0 for a fixed price
 * @param least the fewest points at a rate
 * @param most the most points at a rate
 */
public record Price(String unit, long points, long per, long least, long most) {
    static Price read(Input in, Vocabulary names) {
        Unit unit = names.unit(in.field("unit"));
        if (!unit.spendable() && !unit.name().isEmpty()) {
            in.refuse("unit", InputCode.NOT_SUPPORTED, "value", unit.name(), "allowed", "spendable units");
        }
        boolean rate = in.has("per");
        long points = in.field("points").integer(rate ? 1 : 0, Points.MAX);
        if (!rate) {
            return new Price(unit.name(), points, 0, points, points);
        }
        long per = Money.read(in.field("per"), names.currency());
        long least = in.optional("least", value -> value.integer(1, Points.MAX), 1L);
        long most = in.optional("most", value -> value.integer(least, Points.MAX), Points.MAX);
        if (per == 0 && in.sound()) {
            in.refuse("per", InputCode.TOO_SMALL, "min", new Money(1, names.currency()).decimal());
        }
        return new Price(unit.name(), points, per, least, most);
    }

    public boolean atRate() {
        return per > 0;
    }

    /** What it costs a member who says {@code wanted}; refuses what the price does not allow. */
    public long cost(@Nullable Long wanted) {
        if (!atRate()) {
            if (wanted != null && wanted != points) {
                throw Refusal.of("reward-price-fixed", "points", points);
            }
            return points;
        }
        if (wanted == null) {
            throw Refusal.of("reward-points-wanted", "least", least);
        }
        if (wanted < least || wanted > most || value(wanted) == 0) {
            throw Refusal.of("reward-points-out-of-range", "least", least, "most", most);
        }
        return wanted;
    }

    /** What so many points are worth at the rate, minor units rounded down; 0 for a fixed price. */
    public long value(long spent) {
        return atRate() ? Rational.floor(spent, per, points) : 0;
    }
}
