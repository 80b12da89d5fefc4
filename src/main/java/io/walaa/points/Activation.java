package io.walaa.points;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;

/**
 * When an award's points can be spent.
 *
 * @param days calendar days, months or years to wait in the programme's zone
 * @param time exact time to wait on top
 * @param onConfirmation whether they wait for their order to be confirmed instead
 */
public record Activation(Period days, Duration time, boolean onConfirmation) {
    public static final Activation AT_ONCE = new Activation(Period.ZERO, Duration.ZERO, false);

    /** The epoch second, {@link Lot#ACTIVE} if at once, {@link Lot#ON_CONFIRMATION} if not by time. */
    public long activatesAt(Instant from, ZoneId zone) {
        if (onConfirmation) {
            return Lot.ON_CONFIRMATION;
        }
        if (days.isZero() && time.isZero()) {
            return Lot.ACTIVE;
        }
        return from.atZone(zone).plus(days).plus(time).toEpochSecond();
    }
}
