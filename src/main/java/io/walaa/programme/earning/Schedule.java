package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.programme.Weekdays;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When a rule counts, by business time in the programme's zone.
 *
 * @param from epoch second from which it counts
 * @param until epoch second from which it counts no more
 * @param days the days of the week on which it counts, empty for all
 */
record Schedule(long from, long until, Set<DayOfWeek> days) {
    static final Schedule ALWAYS = new Schedule(Long.MIN_VALUE, Long.MAX_VALUE, Set.of());

    /** Reads {@code {from: 2026-11-01, until: 2026-11-30, days: [friday]}}: a date counts from its start to its end. */
    static Schedule read(Input in, ZoneId zone) {
        long from = in.optional("from", value -> second(value, zone, 0), ALWAYS.from);
        long until = in.optional("until", value -> second(value, zone, 1), ALWAYS.until);
        if (in.sound() && until <= from) {
            in.refuse("until", InputCode.ENDS_BEFORE_START);
        }
        List<DayOfWeek> days = in.optional("days", value -> value.list(7, Weekdays::read), List.of());
        return new Schedule(from, until, days.isEmpty() ? Set.of() : EnumSet.copyOf(days));
    }

    boolean covers(Occasion occasion) {
        long second = occasion.second();
        return second >= from && second < until && (days.isEmpty() || days.contains(occasion.dayOfWeek()));
    }

    private static long second(Value value, ZoneId zone, int daysLater) {
        return value.parsed(
                40,
                InputCode.NOT_AN_INSTANT,
                Instant.EPOCH.getEpochSecond(),
                text -> text.length() <= 10
                        ? LocalDate.parse(text)
                                .plusDays(daysLater)
                                .atStartOfDay(zone)
                                .toEpochSecond()
                        : java.time.OffsetDateTime.parse(text).toEpochSecond());
    }
}
