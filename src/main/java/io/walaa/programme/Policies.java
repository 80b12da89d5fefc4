package io.walaa.programme;

import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.json.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a programme allows beyond its rules.
 *
 * @param backdating how old an event may be when it is recorded
 * @param future how far ahead of the server's clock an event may be
 * @param enrolUnknownCards whether a card seen for the first time makes a member
 * @param earnOnTax whether tax counts for the earn base
 * @param earnOnShipping whether shipping counts for the earn base
 * @param minimumSpendCounts whether an award is lost when returns leave less of the order than its minimum spend
 * @param grace how long points last that a return gives back to a lot that has expired; null if they do not come back
 * @param adjustIntoDebt whether an operator may take more than a member has
 * @param reverseIntoDebt whether an entry may be reversed whose points were spent
 */
public record Policies(
        Duration backdating,
        Duration future,
        boolean enrolUnknownCards,
        boolean earnOnTax,
        boolean earnOnShipping,
        boolean minimumSpendCounts,
        @Nullable Period grace,
        boolean adjustIntoDebt,
        boolean reverseIntoDebt) {
    static final Policies DEFAULT = new Policies(
            Duration.ofDays(7), Duration.ofMinutes(5), false, false, false, true, Period.ofDays(30), false, false);
    private static final Map<String, Boolean> MINIMUM_SPEND = new TreeMap<>(Map.of("counts", true, "forgiven", false));

    private record Returns(
            boolean minimumSpendCounts, @Nullable Period grace) {
        static final Returns DEFAULT = new Returns(Policies.DEFAULT.minimumSpendCounts, Policies.DEFAULT.grace);

        static Returns read(Input in) {
            return new Returns(
                    in.optional("minimumSpend", value -> value.choice(MINIMUM_SPEND), DEFAULT.minimumSpendCounts),
                    in.has("grace") ? grace(in.field("grace")) : DEFAULT.grace);
        }

        private static @Nullable Period grace(Value value) {
            return value.isText() && value.text(20).equals("none") ? null : value.period();
        }
    }

    private record Corrections(boolean adjustIntoDebt, boolean reverseIntoDebt) {
        static final Corrections DEFAULT =
                new Corrections(Policies.DEFAULT.adjustIntoDebt, Policies.DEFAULT.reverseIntoDebt);

        static Corrections read(Input in) {
            return new Corrections(
                    in.optional("adjustIntoDebt", Value::flag, DEFAULT.adjustIntoDebt),
                    in.optional("reverseIntoDebt", Value::flag, DEFAULT.reverseIntoDebt));
        }
    }

    static Policies read(Input in) {
        Returns returns = in.optional("returns", value -> value.object(Returns::read), Returns.DEFAULT);
        Corrections corrections =
                in.optional("corrections", value -> value.object(Corrections::read), Corrections.DEFAULT);
        return new Policies(
                in.optional(
                        "backdating", value -> value.duration(Duration.ZERO, Duration.ofDays(366)), DEFAULT.backdating),
                in.optional("future", value -> value.duration(Duration.ZERO, Duration.ofMinutes(5)), DEFAULT.future),
                in.optional("enrolUnknownCards", Value::flag, DEFAULT.enrolUnknownCards),
                in.optional("earnOnTax", Value::flag, DEFAULT.earnOnTax),
                in.optional("earnOnShipping", Value::flag, DEFAULT.earnOnShipping),
                returns.minimumSpendCounts,
                returns.grace,
                corrections.adjustIntoDebt,
                corrections.reverseIntoDebt);
    }

    /**
     * Refuses an event that is too old, or from the future.
     *
     * @throws Refusal {@code event-too-old} with {@code days} and {@code earliest}, {@code event-in-future} with
     *     {@code minutes} and {@code latest}
     */
    public void requireInTime(Instant occurredAt, Instant now) {
        Instant earliest = now.minus(backdating);
        Instant latest = now.plus(future);
        if (occurredAt.isBefore(earliest)) {
            throw Refusal.of("event-too-old", "days", backdating.toDays(), "earliest", earliest.toString());
        }
        if (occurredAt.isAfter(latest)) {
            throw Refusal.of("event-in-future", "minutes", future.toMinutes(), "latest", latest.toString());
        }
    }
}
