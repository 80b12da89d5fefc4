package io.walaa.programme.metric;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The stretch of the programme's calendar that one bucket covers. */
public enum Grain {
    DAY('d', 31) {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            return day.toEpochDay();
        }

        @Override
        LocalDate first(long number, DayOfWeek weekStart) {
            return LocalDate.ofEpochDay(number);
        }
    },
    WEEK('w', 13) {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            LocalDate first = LocalDate.EPOCH.with(TemporalAdjusters.previousOrSame(weekStart));
            return Math.floorDiv(ChronoUnit.DAYS.between(first, day), 7L);
        }

        @Override
        LocalDate first(long number, DayOfWeek weekStart) {
            return LocalDate.EPOCH
                    .with(TemporalAdjusters.previousOrSame(weekStart))
                    .plusWeeks(number);
        }
    },
    MONTH('m', 24) {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            return day.getYear() * 12L + day.getMonthValue() - 1;
        }

        @Override
        LocalDate first(long number, DayOfWeek weekStart) {
            return LocalDate.of((int) Math.floorDiv(number, 12L), (int) Math.floorMod(number, 12L) + 1, 1);
        }
    },
    EVER('l', 1) {
        @Override
        long number(LocalDate day, DayOfWeek weekStart) {
            return 0;
        }

        @Override
        LocalDate first(long number, DayOfWeek weekStart) {
            return number == 0 ? LocalDate.MIN : LocalDate.MAX;
        }
    };

    private final char letter;
    private final int most;

    Grain(char letter, int most) {
        this.letter = letter;
        this.most = most;
    }

    /** The number of the bucket of a day; the one after it has the next number. */
    abstract long number(LocalDate day, DayOfWeek weekStart);

    /** The first day of the bucket of this number. */
    abstract LocalDate first(long number, DayOfWeek weekStart);

    char letter() {
        return letter;
    }

    /** The longest window, in buckets. */
    int most() {
        return most;
    }
}
