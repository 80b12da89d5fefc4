package io.walaa.programme;

import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** An instant in a document, or a day of the programme's calendar. */
public final class DayOrInstant {
    private static final int DAY_LENGTH = 10;

    private DayOrInstant() {}

    /**
     * Reads {@code 2026-11-01} or {@code 2026-11-01T08:00:00+03:00}.
     *
     * @param daysLater 0 where a day counts from its start, 1 where it counts to its end
     * @return epoch second
     */
    public static long second(Value value, ZoneId zone, int daysLater) {
        return value.parsed(
                40,
                InputCode.NOT_AN_INSTANT,
                Instant.EPOCH.getEpochSecond(),
                text -> text.length() <= DAY_LENGTH
                        ? LocalDate.parse(text)
                                .plusDays(daysLater)
                                .atStartOfDay(zone)
                                .toEpochSecond()
                        : OffsetDateTime.parse(text).toEpochSecond());
    }
}
