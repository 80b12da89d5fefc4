package io.walaa.programme;

import io.walaa.json.Value;
import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The days of the week by their English names, as documents write them. */
public final class Weekdays {
    private static final Map<String, DayOfWeek> BY_NAME = new LinkedHashMap<>();

    static {
        for (DayOfWeek day : DayOfWeek.values()) {
            BY_NAME.put(day.name().toLowerCase(Locale.ROOT), day);
        }
    }

    private Weekdays() {}

    /** Reads one day. */
    public static DayOfWeek read(Value value) {
        return value.choice(BY_NAME);
    }
}
