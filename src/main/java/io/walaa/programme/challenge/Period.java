package io.walaa.programme.challenge;

import io.walaa.json.Value;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A calendar stretch that challenges and leaderboards count in; consecutive ones have consecutive numbers. */
public enum Period {
    DAY {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            return day.toEpochDay();
        }

        @Override
        LocalDate first(long number, DayOfWeek weekStart) {
            return LocalDate.ofEpochDay(number);
        }
    },
    WEEK {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            return Math.floorDiv(
                    day.with(TemporalAdjusters.previousOrSame(weekStart)).toEpochDay(), 7L);
        }

        @Override
        LocalDate first(long number, DayOfWeek weekStart) {
            return LocalDate.ofEpochDay(number * 7).with(TemporalAdjusters.nextOrSame(weekStart));
        }
    },
    MONTH {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            return day.getYear() * 12L + day.getMonthValue() - 1;
        }

        @Override
        LocalDate first(long number, DayOfWeek weekStart) {
            return LocalDate.of((int) Math.floorDiv(number, 12L), (int) Math.floorMod(number, 12L) + 1, 1);
        }
    },
    /** A month of the Umm al-Qura calendar; outside the years that it is published for, one of ours. */
    HIJRI_MONTH {
        @Override
        public long number(LocalDate day, DayOfWeek weekStart) {
            try {
                HijrahDate hijri = HijrahDate.from(day);
                return hijri.get(ChronoField.YEAR) * 12L + hijri.get(ChronoField.MONTH_OF_YEAR) - 1;
            } catch (DateTimeException unpublished) {
                return UNPUBLISHED + MONTH.number(day, weekStart);
            }
        }

        @Override
        LocalDate first(long number, DayOfWeek weekStart) {
            if (number >= UNPUBLISHED) {
                return MONTH.first(number - UNPUBLISHED, weekStart);
            }
            try {
                return LocalDate.from(
                        HijrahDate.of((int) Math.floorDiv(number, 12L), (int) Math.floorMod(number, 12L) + 1, 1));
            } catch (DateTimeException unpublished) {
                return LAST_PUBLISHED;
            }
        }
    };

    private static final long UNPUBLISHED = 1_000_000;
    private static final LocalDate LAST_PUBLISHED = LocalDate.of(2174, 11, 26);

    private static final Map<String, Period> BY_NAME = new LinkedHashMap<>();

    static {
        for (Period period : values()) {
            BY_NAME.put(period.wire(), period);
        }
    }

    /** Reads {@code day}, {@code week}, {@code month} or {@code hijri-month}. */
    public static Period read(Value value) {
        return value.choice(BY_NAME);
    }

    /** The name in documents and in the API. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The number of the period that a day is in. */
    public abstract long number(LocalDate day, DayOfWeek weekStart);

    abstract LocalDate first(long number, DayOfWeek weekStart);

    /** The epoch second at which the period of this number starts in a zone. */
    public long start(long number, DayOfWeek weekStart, ZoneId zone) {
        return first(number, weekStart).atStartOfDay(zone).toEpochSecond();
    }
}
