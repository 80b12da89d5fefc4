package io.walaa.programme.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodTest {
    @ParameterizedTest
    @EnumSource(Period.class)
    void every_day_lies_between_the_start_of_its_period_and_that_of_the_next(Period period) {
        for (LocalDate day = LocalDate.of(2025, 1, 1); day.getYear() < 2029; day = day.plusDays(1)) {
            long number = period.number(day, DayOfWeek.SUNDAY);
            assertThat(period.first(number, DayOfWeek.SUNDAY)).isBeforeOrEqualTo(day);
            assertThat(period.first(number + 1, DayOfWeek.SUNDAY)).isAfter(day);
            assertThat(period.number(day.plusDays(1), DayOfWeek.SUNDAY)).isBetween(number, number + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Period.class)
    void days_of_years_that_no_hijri_calendar_is_published_for_have_periods_too(Period period) {
        for (int year : new int[] {1, 1850, 2173, 2174, 2175, 9_999}) {
            LocalDate day = LocalDate.of(year, 12, 31);
            long number = period.number(day, DayOfWeek.SUNDAY);
            assertThat(period.first(number, DayOfWeek.SUNDAY)).isBeforeOrEqualTo(day);
            assertThat(period.first(number + 1, DayOfWeek.SUNDAY)).isAfterOrEqualTo(day.minusYears(1));
        }
    }
}
