package io.walaa.programme;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.points.Activation;
import io.walaa.points.Expiry;
import io.walaa.points.FixedExpiry;
import io.walaa.points.NoExpiry;
import io.walaa.points.RollingExpiry;
import io.walaa.points.Unit;
import java.time.Duration;
import java.time.MonthDay;
import java.time.Period;

/** Reads units: {@code points: {title: …, expiry: {rolling: P12M}, activation: P14D}}. */
final class UnitReader {
    /** Stands in for a unit that could not be read. */
    static final Unit NONE = new Unit("", 0, true, new NoExpiry(), Activation.AT_ONCE);

    private static final int SCALE_MAX = 6;

    private UnitReader() {}

    static Unit read(Input in, String name) {
        int scale = (int) (long) in.optional("scale", value -> value.integer(0, SCALE_MAX), 0L);
        boolean spendable = in.optional("spendable", Value::flag, true);
        Expiry expiry = in.optional("expiry", UnitReader::expiry, new NoExpiry());
        Activation activation = in.optional("activation", UnitReader::activation, Activation.AT_ONCE);
        return new Unit(name, scale, spendable, expiry, activation);
    }

    private static Expiry expiry(Value value) {
        if (value.isText()) {
            String name = value.text(40);
            if (!name.equals("none")) {
                value.refuse(
                        InputCode.NOT_SUPPORTED, "value", name, "allowed", "none, {rolling: P12M}, {fixedDate: 06-30}");
            }
            return new NoExpiry();
        }
        return value.object(in -> {
            if (in.has("rolling") == in.has("fixedDate")) {
                if (in.has("rolling") || in.names().isEmpty()) {
                    in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "rolling, fixedDate");
                }
                return new NoExpiry();
            }
            return in.has("rolling")
                    ? new RollingExpiry(in.field("rolling").period())
                    : new FixedExpiry(in.field("fixedDate")
                            .parsed(5, InputCode.NOT_A_DATE, MonthDay.of(1, 1), day -> MonthDay.parse("--" + day)));
        });
    }

    /** {@code at-once}, a calendar period such as {@code P14D}, or an exact time such as {@code PT24H}. */
    private static Activation activation(Value value) {
        String text = value.text(40);
        if (text.equals("at-once") || text.isEmpty()) {
            return Activation.AT_ONCE;
        }
        return text.startsWith("PT")
                ? new Activation(Period.ZERO, value.duration(Duration.ofSeconds(1), Duration.ofDays(366)), false)
                : new Activation(value.period(), Duration.ZERO, false);
    }
}
