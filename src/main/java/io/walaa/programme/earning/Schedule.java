package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.programme.HijriDays;
import io.walaa.programme.Weekdays;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * When a rule counts, by business time in the programme's zone.
 *
 * @param from epoch second from which it counts
 * @param until epoch second from which it counts no more
 * @param days the days of the week on which it counts, empty for all
 * @param hijri the days of the Hijri year on which it counts, empty for all
 * @param opens first second of the day from which it counts
 * @param closes second of the day from which it counts no more
 */
record Schedule(long from, long until, Set<DayOfWeek> days, List<HijriDays> hijri, int opens, int closes) {
    private static final int DAY_SECONDS = 86_400;
    private static final Pattern HOURS = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)");
    static final Schedule ALWAYS = new Schedule(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), List.of(), 0, DAY_SECONDS);

    /**
     * Reads {@code {from: 2026-11-01, until: 2026-11-30, days: [friday], hours: "18:00-22:00", hijri: [{month:
     * ramadan}]}}: a date counts from its start to its end, and all that is given has to be so.
     */
    static Schedule read(Input in, ZoneId zone) {
        long from = in.optional("from", value -> second(value, zone, 0), ALWAYS.from);
        long until = in.optional("until", value -> second(value, zone, 1), ALWAYS.until);
        if (in.sound() && until <= from) {
            in.refuse("until", InputCode.ENDS_BEFORE_START);
        }
        List<DayOfWeek> days = in.optional("days", value -> value.list(7, Weekdays::read), List.of());
        List<HijriDays> hijri = in.optional("hijri", HijriDays::readAll, List.of());
        String hours = in.optional("hours", value -> value.text(11, HOURS, "18:00-22:00"), "");
        int opens = hours.isEmpty() ? 0 : second(hours.substring(0, 5));
        int closes = hours.isEmpty() ? DAY_SECONDS : second(hours.substring(6));
        if (closes <= opens) {
            in.refuse("hours", InputCode.ENDS_BEFORE_START);
        }
        return new Schedule(from, until, days.isEmpty() ? Set.of() : EnumSet.copyOf(days), hijri, opens, closes);
    }

    /** Whether no day is different from others. */
    boolean everyDay() {
        return from == ALWAYS.from && until == ALWAYS.until && days.isEmpty() && hijri.isEmpty();
    }

    /** Whether it counts at any time of a day of the programme's calendar. */
    boolean mayCover(LocalDate day, ZoneId zone) {
        return from < day.plusDays(1).atStartOfDay(zone).toEpochSecond()
                && until > day.atStartOfDay(zone).toEpochSecond()
                && (days.isEmpty() || days.contains(day.getDayOfWeek()))
                && (hijri.isEmpty() || HijriDays.cover(hijri, day));
    }

    boolean covers(Occasion occasion) {
        long second = occasion.second();
        return second >= from
                && second < until
                && (days.isEmpty() || days.contains(occasion.local().getDayOfWeek()))
                && (hijri.isEmpty() || HijriDays.cover(hijri, occasion.local().toLocalDate()))
                && (closes - opens == DAY_SECONDS || hours(occasion));
    }

    private boolean hours(Occasion occasion) {
        int second = occasion.local().toLocalTime().toSecondOfDay();
        return second >= opens && second < closes;
    }

    private static int second(String time) {
        int hour = Integer.parseInt(time, 0, 2, 10);
        return (hour * 60 + Integer.parseInt(time, 3, 5, 10)) * 60;
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
