package io.walaa.programme.tier;

import java.time.LocalDate;
import java.time.Period;

/** The stretches of the programme's calendar over which members qualify. Each is known by its first day. */
interface TierPeriod {
    /**
     * The first day of the stretch that {@code day} is in.
     *
     * @param anchor a day on which one of them began, for those that begin differently for each member
     */
    LocalDate start(LocalDate day, LocalDate anchor);

    /** The first day of the stretch after the one that begins on {@code start}. */
    LocalDate next(LocalDate start);

    /** How many stretches in a row count together. */
    int stretches();

    /** Whether they begin differently for each member. */
    default boolean anchored() {
        return false;
    }

    /** Months, quarters or years of the calendar. */
    record Calendar(int months) implements TierPeriod {
        @Override
        public LocalDate start(LocalDate day, LocalDate anchor) {
            return day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % months);
        }

        @Override
        public LocalDate next(LocalDate start) {
            return start.plusMonths(months);
        }

        @Override
        public int stretches() {
            return 1;
        }
    }

    /** The last months together, this one among them. */
    record Rolling(int months) implements TierPeriod {
        @Override
        public LocalDate start(LocalDate day, LocalDate anchor) {
            return day.withDayOfMonth(1);
        }

        @Override
        public LocalDate next(LocalDate start) {
            return start.plusMonths(1);
        }

        @Override
        public int stretches() {
            return months;
        }
    }

    /** Periods that begin on the day on which the member first qualified for anything. */
    record Anniversary(Period length) implements TierPeriod {
        @Override
        public LocalDate start(LocalDate day, LocalDate anchor) {
            LocalDate start = anchor;
            while (!next(start).isAfter(day)) {
                start = next(start);
            }
            return start;
        }

        @Override
        public LocalDate next(LocalDate start) {
            return start.plus(length);
        }

        @Override
        public boolean anchored() {
            return true;
        }

        @Override
        public int stretches() {
            return 1;
        }
    }
}
