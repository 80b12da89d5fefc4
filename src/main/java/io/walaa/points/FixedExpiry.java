package io.walaa.points;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;

/**
 * All awards of a year are gone after the same day, as in "at the end of June".
 *
 * @param lastDay the last valid day of each year; 29 February is the 28th in other years
 */
public record FixedExpiry(MonthDay lastDay) implements Expiry {
    @Override
    public long expiresAt(Instant from, ZoneId zone) {
        LocalDate day = from.atZone(zone).toLocalDate();
        LocalDate last = lastDay.atYear(day.getYear());
        if (last.isBefore(day)) {
            last = lastDay.atYear(day.getYear() + 1);
        }
        return last.plusDays(1).atStartOfDay(zone).toEpochSecond();
    }
}
