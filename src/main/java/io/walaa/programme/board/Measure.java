package io.walaa.programme.board;

import io.walaa.decision.Effect;
import io.walaa.json.Value;
import io.walaa.programme.EventType;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.TakenBack;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a leaderboard ranks by. */
public enum Measure {
    /** Points of one unit that were earned, by rules and challenges. */
    POINTS {
        @Override
        long added(String of, Happening happening) {
            return told("points.earned", of, happening);
        }

        @Override
        long taken(String of, Happening happening, TakenBack order) {
            return told("points.taken-back", of, happening);
        }
    },
    /** Money spent, in minor units of the programme's currency. */
    SPEND {
        @Override
        long added(String of, Happening happening) {
            RecordedEvent event = happening.event();
            return event != null
                            && event.purchase() != null
                            && counts(event.purchase().currency(), happening)
                    ? happening.base().total()
                    : 0;
        }

        @Override
        long taken(String of, Happening happening, TakenBack order) {
            return counts(order.order().currency(), happening) ? order.base() : 0;
        }

        private boolean counts(String currency, Happening happening) {
            return currency.equals(happening.programme().currency());
        }
    },
    /** How often something happened. */
    EVENTS {
        @Override
        long added(String of, Happening happening) {
            RecordedEvent event = happening.event();
            return event != null && of.equals(event.type()) ? 1 : 0;
        }

        @Override
        long taken(String of, Happening happening, TakenBack order) {
            if (!of.equals(EventType.PURCHASE) || order.complete() == order.wasComplete()) {
                return 0;
            }
            return order.complete() ? 1 : -1;
        }
    },
    /** How far a member is in a challenge; the challenge says so itself. */
    CHALLENGE {
        @Override
        long added(String of, Happening happening) {
            return 0;
        }

        @Override
        long taken(String of, Happening happening, TakenBack order) {
            return 0;
        }
    };

    private static final Map<String, Measure> BY_NAME = new LinkedHashMap<>();

    static {
        for (Measure measure : values()) {
            BY_NAME.put(measure.wire(), measure);
        }
    }

    static Measure read(Value value) {
        return value.choice(BY_NAME);
    }

    /** The name in documents and in the API. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What this decision adds to a score. */
    abstract long added(String of, Happening happening);

    /** What it takes off. */
    abstract long taken(String of, Happening happening, TakenBack order);

    private static long told(String type, String unit, Happening happening) {
        long sum = 0;
        for (Effect effect : happening.effects()) {
            if (effect.type().equals(type)
                    && unit.equals(effect.values().get("unit"))
                    && effect.values().get("amount") instanceof Number amount) {
                sum += amount.longValue();
            }
        }
        return sum;
    }
}
