package io.walaa.programme;

import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.points.Unit;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import io.walaa.programme.condition.Conditions;
import io.walaa.programme.condition.Fields;
import io.walaa.programme.metric.MetricNames;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the parts of one document may refer to while it is read. Names that are declared further down are checked at the
 * end, by {@link #settle}.
 */
public final class Vocabulary {
    /** The form of every name that a document gives to one of its parts. */
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public static final String NAME_EXPECTED = "lower case letters, digits and dashes, at most 40";

    private final ZoneId zone;
    private final DayOfWeek weekStart;
    private final String currency;
    private final List<String> locales;
    private final String defaultLocale;
    private final Fields fields = new Fields();
    private final Conditions conditions;
    private final MetricNames metrics = new MetricNames();
    private final Map<String, Unit> units = new HashMap<>();
    private final Map<String, Set<String>> declared = new HashMap<>();
    private final Map<Class<?>, Object> memos = new HashMap<>();
    private final List<Runnable> checks = new ArrayList<>();

    Vocabulary(ZoneId zone, DayOfWeek weekStart, String currency, List<String> locales, String defaultLocale) {
        this.zone = zone;
        this.weekStart = weekStart;
        this.currency = currency;
        this.locales = locales;
        this.defaultLocale = defaultLocale;
        this.conditions = new Conditions(fields, currency);
    }

    public ZoneId zone() {
        return zone;
    }

    public DayOfWeek weekStart() {
        return weekStart;
    }

    /** The programme's currency. */
    public String currency() {
        return currency;
    }

    public List<String> locales() {
        return locales;
    }

    public String defaultLocale() {
        return defaultLocale;
    }

    /** The fields that conditions may use; more may be offered until the first condition is read. */
    public Fields fields() {
        return fields;
    }

    /** Something that the parts of one section share while the document is read, made when it is first asked for. */
    public <T> T memo(Class<T> type, Supplier<T> make) {
        return type.cast(memos.computeIfAbsent(type, t -> make.get()));
    }

    /** The metrics that the document may read. */
    public MetricNames metrics() {
        return metrics;
    }

    /** Reads a condition that may look at these areas; a wrong one is noted, and then holds always. */
    public Condition condition(Value value, Set<Area> areas) {
        return conditions.read(value, areas, this::refer);
    }

    /** All conditions of the document that were read so far. */
    public Conditions conditions() {
        return conditions;
    }

    void declare(Collection<Unit> all) {
        all.forEach(unit -> units.put(unit.name(), unit));
    }

    /** Reads the name of a declared unit; the placeholder is a unit without a name. */
    public Unit unit(Value value) {
        String name = value.text(64);
        Unit unit = units.get(name);
        if (unit != null) {
            return unit;
        }
        if (!name.isEmpty()) {
            refuseReference(value, "unit", name, units.keySet());
        }
        return UnitReader.NONE;
    }

    /** Makes names of a kind known that were read otherwise. */
    void declare(String kind, Collection<String> all) {
        declared.computeIfAbsent(kind, k -> new LinkedHashSet<>()).addAll(all);
    }

    /** Reads the name that a part of this kind gets; each only once. */
    public String declare(String kind, Value value) {
        String name = value.text(64, NAME, NAME_EXPECTED);
        if (!name.isEmpty()
                && !declared.computeIfAbsent(kind, k -> new LinkedHashSet<>()).add(name)) {
            value.refuse(InputCode.DUPLICATE, "value", name);
        }
        return name;
    }

    /** Reads the name of a part of this kind that may be declared further down. */
    public String refer(String kind, Value value) {
        String name = value.text(64);
        if (!name.isEmpty()) {
            refer(kind, name, value);
        }
        return name;
    }

    private void refer(String kind, String name, Value where) {
        checks.add(() -> {
            Set<String> known = declared.getOrDefault(kind, Set.of());
            if (!known.contains(name)) {
                refuseReference(where, kind, name, known);
            }
        });
    }

    /** Checks what was referred to before it was declared. */
    void settle() {
        checks.forEach(Runnable::run);
    }

    private static void refuseReference(Value value, String kind, String name, Collection<String> known) {
        String near = io.walaa.json.Nearest.to(name, known);
        if (near == null) {
            value.refuse(InputCode.UNKNOWN_REFERENCE, "kind", kind, "value", name);
        } else {
            value.refuse(InputCode.UNKNOWN_REFERENCE, "kind", kind, "value", name, "near", near);
        }
    }
}
