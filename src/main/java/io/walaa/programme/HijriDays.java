package io.walaa.programme;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Days of a month of the Umm al-Qura calendar, each year again: {@code {month: ramadan, from: 21}}.
 *
 * @param month 1 to 12
 * @param from first day of the month
 * @param until last day of the month; later than its end for the whole of it
 */
public record HijriDays(int month, int from, int until) {
    private static final int DAYS = 30;
    private static final int MONTHS_MAX = 12;
    private static final Map<String, Integer> MONTHS = new LinkedHashMap<>();

    static {
        List<String> names = List.of(
                "muharram",
                "safar",
                "rabi-al-awwal",
                "rabi-al-thani",
                "jumada-al-ula",
                "jumada-al-akhira",
                "rajab",
                "shaban",
                "ramadan",
                "shawwal",
                "dhu-al-qadah",
                "dhu-al-hijjah");
        names.forEach(name -> MONTHS.put(name, MONTHS.size() + 1));
    }

    /** Reads {@code [{month: ramadan, from: 21}]}. */
    public static List<HijriDays> readAll(Value value) {
        return value.list(MONTHS_MAX, each -> each.object(HijriDays::read));
    }

    private static HijriDays read(Input in) {
        int month = in.field("month").choice(MONTHS);
        int from = (int) (long) in.optional("from", value -> value.integer(1, DAYS), 1L);
        int until = (int) (long) in.optional("until", value -> value.integer(1, DAYS), (long) DAYS);
        if (until < from) {
            in.refuse("until", InputCode.ENDS_BEFORE_START);
        }
        return new HijriDays(month, from, until);
    }

    /** Whether a day is among some of them. */
    public static boolean cover(List<HijriDays> all, LocalDate day) {
        for (HijriDays days : all) {
            if (days.covers(day)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a day of our calendar is one of them; never outside the years that the calendar is published for. */
    public boolean covers(LocalDate day) {
        try {
            HijrahDate hijri = HijrahDate.from(day);
            int dayOfMonth = hijri.get(ChronoField.DAY_OF_MONTH);
            return hijri.get(ChronoField.MONTH_OF_YEAR) == month && dayOfMonth >= from && dayOfMonth <= until;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
