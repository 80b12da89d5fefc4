package io.walaa.points;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;

/**
 * Each award lasts for a period from its own day. Month arithmetic clamps: 31 January and one month is the last of
 * February. The last day is valid to its end in the programme's zone.
 *
 * @param after how long, at least one day
 * @param endOf to the end of what the last day is rounded up
 */
public record RollingExpiry(Period after, EndOf endOf) implements Expiry {
    /** What a last day may be rounded up to the end of. */
    public enum EndOf {
        DAY(day -> day),
        MONTH(TemporalAdjusters.lastDayOfMonth()),
        YEAR(TemporalAdjusters.lastDayOfYear());

        @SuppressWarnings("ImmutableEnumChecker") // the adjusters of the JDK are without state
        private final TemporalAdjuster last;

        EndOf(TemporalAdjuster last) {
            this.last = last;
        }
    }

    /** One that is not rounded. */
    public RollingExpiry(Period after) {
        this(after, EndOf.DAY);
    }

    @Override
    public long expiresAt(Instant from, ZoneId zone) {
        LocalDate last = from.atZone(zone).toLocalDate().plus(after).with(endOf.last);
        return last.plusDays(1).atStartOfDay(zone).toEpochSecond();
    }
}
