package io.walaa.programme.reward;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * From when until when something is to be had.
 *
 * @param from epoch second
 * @param until epoch second from which it is not any more
 */
public record Window(long from, long until) {
    public static final Window ALWAYS = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Reads {@code from} and {@code until}: a date counts from its start to its end, an instant to the second. */
    public static Window read(Input in, ZoneId zone) {
        long from = in.optional("from", value -> second(value, zone, 0), ALWAYS.from);
        long until = in.optional("until", value -> second(value, zone, 1), ALWAYS.until);
        if (in.sound() && until <= from) {
            in.refuse("until", InputCode.ENDS_BEFORE_START);
        }
        return new Window(from, until);
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
                        : OffsetDateTime.parse(text).toEpochSecond());
    }
}
