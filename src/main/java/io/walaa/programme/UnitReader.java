package io.walaa.programme;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.points.Activation;
import io.walaa.points.Expiry;
import io.walaa.points.FixedExpiry;
import io.walaa.points.InactivityExpiry;
import io.walaa.points.NoExpiry;
import io.walaa.points.Points;
import io.walaa.points.RollingExpiry;
import io.walaa.points.Unit;
import java.time.Duration;
import java.time.MonthDay;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads units: {@code points: {title: …, expiry: {rolling: P12M}, activation: P14D}}. */
final class UnitReader {
    /** Stands in for a unit that could not be read. */
    static final Unit NONE = new Unit("", 0, true, new NoExpiry(), Activation.AT_ONCE, 0);

    private static final int SCALE_MAX = 6;
    private static final int ACTIVITIES_MAX = 20;
    private static final List<String> EXPIRIES = List.of("rolling", "fixedDate", "inactivity");
    private static final Map<String, RollingExpiry.EndOf> END_OF =
            new TreeMap<>(Map.of("month", RollingExpiry.EndOf.MONTH, "year", RollingExpiry.EndOf.YEAR));

    private UnitReader() {}

    static Unit read(Input in, String name) {
        int scale = (int) (long) in.optional("scale", value -> value.integer(0, SCALE_MAX), 0L);
        boolean spendable = in.optional("spendable", Value::flag, true);
        Expiry expiry = in.optional("expiry", UnitReader::expiry, new NoExpiry());
        Activation activation = in.optional("activation", UnitReader::activation, Activation.AT_ONCE);
        // what cannot be spent cannot be missing, unless it expired: then nobody owes it
        long debtMax = in.optional("debtMax", value -> value.integer(0, Points.MAX), spendable ? Points.MAX : 0);
        return new Unit(name, scale, spendable, expiry, activation, debtMax);
    }

    private static Expiry expiry(Value value) {
        if (value.isText()) {
            String name = value.text(40);
            if (!name.equals("none")) {
                value.refuse(
                        InputCode.NOT_SUPPORTED,
                        "value",
                        name,
                        "allowed",
                        "none, {rolling: P12M}, {fixedDate: 06-30}, {inactivity: P6M}");
            }
            return new NoExpiry();
        }
        return value.object(UnitReader::expiry);
    }

    private static Expiry expiry(Input in) {
        List<String> kinds = EXPIRIES.stream().filter(in::has).toList();
        if (kinds.size() != 1) {
            // another field is told as unknown
            if (kinds.size() > 1 || EXPIRIES.containsAll(in.names())) {
                in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "rolling, fixedDate, inactivity");
            }
            return new NoExpiry();
        }
        return switch (kinds.get(0)) {
            case "rolling" ->
                new RollingExpiry(
                        in.field("rolling").period(),
                        in.optional("endOf", value -> value.choice(END_OF), RollingExpiry.EndOf.DAY));
            case "inactivity" ->
                new InactivityExpiry(
                        in.field("inactivity").period(),
                        Set.copyOf(in.optional(
                                "activities", value -> value.list(ACTIVITIES_MAX, UnitReader::activity), List.of())));
            default ->
                new FixedExpiry(in.field("fixedDate")
                        .parsed(5, InputCode.NOT_A_DATE, MonthDay.of(1, 1), day -> MonthDay.parse("--" + day)));
        };
    }

    private static String activity(Value value) {
        String name = value.text(80);
        return name.equals(InactivityExpiry.EARN) || name.equals(InactivityExpiry.REDEEM) || name.isEmpty()
                ? name
                : EventType.read(value);
    }

    /** {@code at-once}, {@code on-confirmation}, a calendar period ({@code P14D}), or an exact time ({@code PT24H}). */
    private static Activation activation(Value value) {
        String text = value.text(40);
        if (text.equals("at-once") || text.isEmpty()) {
            return Activation.AT_ONCE;
        }
        if (text.equals("on-confirmation")) {
            return new Activation(Period.ZERO, Duration.ZERO, true);
        }
        return text.startsWith("PT")
                ? new Activation(Period.ZERO, value.duration(Duration.ofSeconds(1), Duration.ofDays(366)), false)
                : new Activation(value.period(), Duration.ZERO, false);
    }
}
