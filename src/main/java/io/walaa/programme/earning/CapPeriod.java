package io.walaa.programme.earning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The stretch of the programme's calendar over which a member's cap counts. */
enum CapPeriod {
    DAY {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            return day.toEpochDay();
        }
    },
    WEEK {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            return day.with(TemporalAdjusters.previousOrSame(weekStart)).toEpochDay();
        }
    },
    MONTH {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            return day.getYear() * 12L + day.getMonthValue();
        }
    },
    YEAR {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            return day.getYear();
        }
    },
    EVER {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            return 0;
        }
    };

    static final Map<String, CapPeriod> BY_NAME = new LinkedHashMap<>();

    static {
        for (CapPeriod period : values()) {
            BY_NAME.put(period.name().toLowerCase(Locale.ROOT), period);
        }
    }

    /** A number that is the same for two days exactly if they are of one period. */
    abstract long number(LocalDate day, DayOfWeek weekStart);

    char letter() {
        return (char) (name().charAt(0) + ('a' - 'A'));
    }
}
