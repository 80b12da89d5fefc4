package io.walaa.programme.earning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stretch of the programme's calendar over which a member's cap counts. */
public enum CapPeriod {
    DAY {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            return day.toEpochDay();
        }

        @Override
        public @Nullable LocalDate next(LocalDate day, DayOfWeek weekStart) {
            return day.plusDays(1);
        }
    },
    WEEK {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            return day.with(TemporalAdjusters.previousOrSame(weekStart)).toEpochDay();
        }

        @Override
        public @Nullable LocalDate next(LocalDate day, DayOfWeek weekStart) {
            return day.with(TemporalAdjusters.next(weekStart));
        }
    },
    MONTH {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            return day.getYear() * 12L + day.getMonthValue();
        }

        @Override
        public @Nullable LocalDate next(LocalDate day, DayOfWeek weekStart) {
            return day.with(TemporalAdjusters.firstDayOfNextMonth());
        }
    },
    YEAR {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            return day.getYear();
        }

        @Override
        public @Nullable LocalDate next(LocalDate day, DayOfWeek weekStart) {
            return day.with(TemporalAdjusters.firstDayOfNextYear());
        }
    },
    EVER {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            return 0;
        }

        @Override
        public @Nullable LocalDate next(LocalDate day, DayOfWeek weekStart) {
            return null;
        }
    };

    public static final Map<String, CapPeriod> BY_NAME = new LinkedHashMap<>();

    static {
        for (CapPeriod period : values()) {
            BY_NAME.put(period.name().toLowerCase(Locale.ROOT), period);
        }
    }

    /** A number that is the same for two days exactly if they are of one period. */
    public abstract long number(LocalDate day, DayOfWeek weekStart);

    /** The first day of the next period; null if this one never ends. */
    public abstract @Nullable LocalDate next(LocalDate day, DayOfWeek weekStart);

    public char letter() {
        return (char) (name().charAt(0) + ('a' - 'A'));
    }
}
