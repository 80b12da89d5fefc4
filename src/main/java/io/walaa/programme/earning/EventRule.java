package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.order.Formula;
import io.walaa.order.Purchase;
import io.walaa.points.Points;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import java.util.Set;

/**
 * A fixed amount each time something happens: {@code event: visit, points: 5}. On a purchase it is a bonus per order.
 *
 * @param event the type of event
 * @param points for each
 */
record EventRule(Terms terms, String event, long points) implements EarningRule {
    static EventRule read(Input in, Terms terms, Vocabulary names) {
        return new EventRule(
                terms, EventType.read(in.field("event")), in.field("points").integer(1, Points.MAX));
    }

    @Override
    public Set<String> events() {
        return Set.of(event);
    }

    @Override
    public long points(Occasion occasion) {
        return points;
    }

    @Override
    public Formula formula(Occasion occasion, Purchase purchase) {
        return Formula.ofOrder(points);
    }

    @Override
    public long[] weights(Occasion occasion) {
        return occasion.base().lines();
    }
}
