package io.walaa.programme.tier;

import dev.cel.common.types.SimpleType;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.points.Points;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Section;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.condition.Area;
import io.walaa.programme.earning.Amounts;
import io.walaa.programme.metric.Measure;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code tiers: {by: spend, period: {calendar: year}, grace: P1M, levels: [{id: silver, title: …, threshold:
 * "50.000"}]}}.
 */
public final class TierSection implements Section<Tiers> {
    private static final int LEVELS_MAX = 20;
    private static final int BENEFITS_MAX = 20;
    private static final int ROLLING_MAX = 24;
    private static final Map<String, Integer> CALENDAR = new LinkedHashMap<>();
    private static final Map<String, Boolean> ONE_STEP = new LinkedHashMap<>();

    static {
        CALENDAR.put("month", 1);
        CALENDAR.put("quarter", 3);
        CALENDAR.put("half-year", 6);
        CALENDAR.put("year", 12);
        ONE_STEP.put("one-step", true);
        ONE_STEP.put("to-earned", false);
    }

    private static final TierPeriod YEAR = new TierPeriod.Calendar(12);

    @Override
    public Class<Tiers> type() {
        return Tiers.class;
    }

    @Override
    public void declare(Input in, Vocabulary names) {
        Floor floor = names.memo(Floor.class, Floor::new);
        names.fields().add("tier", SimpleType.STRING, Area.TIER, sight -> {
            String level = Standing.level(sight.member()::fact);
            return level == null ? floor.id : level;
        });
    }

    /** The level of who has reached none yet: known to conditions once the levels are read. */
    private static final class Floor {
        private String id = "";
    }

    @Override
    public Tiers read(Input in, Vocabulary names) {
        Tiers none = new Tiers(List.of(), null, YEAR, Period.ZERO, true);
        return in.optional("tiers", value -> value.object(fields -> tiers(fields, names)), none);
    }

    private static Tiers tiers(Input in, Vocabulary names) {
        Measure by = measure(in.field("by"), names);
        TierPeriod period = in.optional("period", value -> value.object(TierSection::period), YEAR);
        Period grace = in.optional("grace", Value::period, Period.ZERO);
        boolean oneStep = in.optional("downgrade", value -> value.choice(ONE_STEP), true);
        List<Level> levels =
                in.field("levels").list(LEVELS_MAX, value -> value.object(level -> level(level, names, by)));
        for (int i = 1; i < levels.size() && in.sound(); i++) {
            if (levels.get(i).threshold() <= levels.get(i - 1).threshold()) {
                in.refuse("levels", InputCode.NOT_RISING, "name", levels.get(i).id());
            }
        }
        if (levels.isEmpty() && in.sound()) {
            in.refuse("levels", InputCode.TOO_FEW, "min", 1);
        }
        if (!levels.isEmpty() && levels.get(0).threshold() == 0) {
            names.memo(Floor.class, Floor::new).id = levels.get(0).id();
        }
        return new Tiers(levels, by, period, grace, oneStep);
    }

    /** {@code spend}, {@code purchases}, {@code visits}, {@code earned_<unit>}, or a counted metric. */
    private static @Nullable Measure measure(Value value, Vocabulary names) {
        String name = value.text(80);
        Measure measure = names.metrics().measure(name);
        if (measure == null && !name.isEmpty()) {
            value.refuseUnknown(InputCode.UNKNOWN_VALUE, name, names.metrics().measures());
        }
        return measure;
    }

    private static TierPeriod period(Input in) {
        List<String> kinds = new ArrayList<>(
                Stream.of("calendar", "rolling", "anniversary").filter(in::has).toList());
        if (kinds.size() != 1) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "calendar, rolling, anniversary");
            return YEAR;
        }
        if (kinds.get(0).equals("calendar")) {
            return new TierPeriod.Calendar(in.field("calendar").choice(CALENDAR));
        }
        Value value = in.field(kinds.get(0));
        Period length = value.period();
        if (kinds.get(0).equals("anniversary")) {
            return new TierPeriod.Anniversary(length);
        }
        long months = length.toTotalMonths();
        if (!length.equals(Period.ofMonths((int) months).normalized())
                && !length.equals(Period.ofMonths((int) months))) {
            value.refuse(InputCode.BAD_FORMAT, "expected", "whole months, such as P12M");
        } else if (months > ROLLING_MAX) {
            value.refuse(InputCode.TOO_LARGE, "max", "P24M");
        }
        return new TierPeriod.Rolling((int) Math.max(1, Math.min(months, ROLLING_MAX)));
    }

    /** Where what counts is wrong, so is any number: that is told already. */
    private static long threshold(Value value, Vocabulary names, @Nullable Measure by) {
        if (by == null) {
            return 0;
        }
        return by.kind() == Measure.Kind.SPEND
                ? Amounts.read(value, names.currency()).in(names.currency())
                : value.integer(0, Points.MAX);
    }

    private static Level level(Input in, Vocabulary names, @Nullable Measure by) {
        String id = names.declare("tier", in.field("id"));
        LocalizedText title = LocalizedText.read(in.field("title"), names);
        long threshold = in.optional("threshold", value -> threshold(value, names, by), 0L);
        List<LocalizedText> benefits = in.optional(
                "benefits",
                value -> value.list(BENEFITS_MAX, benefit -> LocalizedText.read(benefit, names)),
                List.of());
        return new Level(id, title, threshold, benefits);
    }
}
