package io.walaa.points;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;

/**
 * Each award lasts for a period from its own day. Month arithmetic clamps: 31 January and one month is the last of
 * February. The last day is valid to its end in the programme's zone.
 *
 * @param after how long, at least one day
 */
public record RollingExpiry(Period after) implements Expiry {
    @Override
    public long expiresAt(Instant from, ZoneId zone) {
        LocalDate last = from.atZone(zone).toLocalDate().plus(after);
        return last.plusDays(1).atStartOfDay(zone).toEpochSecond();
    }
}
