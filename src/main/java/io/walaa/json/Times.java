package io.walaa.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;

/** Instants, durations and periods within what a calendar of this world needs. */
final class Times {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Period LONGEST = Period.ofYears(100);

    private Times() {}

    static Instant instant(String text) {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new DateTimeException("year out of range");
        }
        return instant;
    }

    static Duration bounded(Duration duration, Place place, Duration min, Duration max) {
        if (duration.compareTo(min) < 0) {
            place.refuse(InputCode.TOO_SMALL, "min", min.toString());
            return min;
        }
        if (duration.compareTo(max) > 0) {
            place.refuse(InputCode.TOO_LARGE, "max", max.toString());
            return max;
        }
        return duration;
    }

    static Period bounded(Period period, Place place) {
        if (period.isNegative() || period.isZero()) {
            place.refuse(InputCode.TOO_SMALL, "min", "P1D");
        } else if (roughDays(period) > roughDays(LONGEST)) {
            place.refuse(InputCode.TOO_LARGE, "max", LONGEST.toString());
        } else {
            return period;
        }
        return Period.ofDays(1);
    }

    @SuppressWarnings("JavaPeriodGetDays") // the months are added beside them
    private static long roughDays(Period period) {
        return period.toTotalMonths() * 31 + period.getDays();
    }
}
