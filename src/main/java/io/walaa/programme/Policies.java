package io.walaa.programme;

import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.json.Value;
import java.time.Duration;
import java.time.Instant;

/**
 * What a programme allows beyond its rules.
 *
 * @param backdating how old an event may be when it is recorded
 * @param future how far ahead of the server's clock an event may be
 * @param enrolUnknownCards whether a card seen for the first time makes a member
 * @param earnOnTax whether tax counts for the earn base
 * @param earnOnShipping whether shipping counts for the earn base
 */
public record Policies(
        Duration backdating, Duration future, boolean enrolUnknownCards, boolean earnOnTax, boolean earnOnShipping) {
    static final Policies DEFAULT = new Policies(Duration.ofDays(7), Duration.ofMinutes(5), false, false, false);

    static Policies read(Input in) {
        return new Policies(
                in.optional(
                        "backdating", value -> value.duration(Duration.ZERO, Duration.ofDays(366)), DEFAULT.backdating),
                in.optional("future", value -> value.duration(Duration.ZERO, Duration.ofMinutes(5)), DEFAULT.future),
                in.optional("enrolUnknownCards", Value::flag, DEFAULT.enrolUnknownCards),
                in.optional("earnOnTax", Value::flag, DEFAULT.earnOnTax),
                in.optional("earnOnShipping", Value::flag, DEFAULT.earnOnShipping));
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
