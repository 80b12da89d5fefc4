package io.walaa.programme.metric;

import io.walaa.programme.condition.StandardFields;

/**
 * Something that is counted or summed.
 *
 * @param name as conditions write it, such as {@code spend}
 * @param key short name in the hot state
 * @param kind where the numbers come from
 * @param of the type of event that is counted, or the unit whose points are summed; empty for the others
 */
public record Measure(String name, String key, Kind kind, String of) {
    /** Money of orders that earns, in minor units of the programme's currency, less returns. */
    public static final Measure SPEND = new Measure("spend", "s", Kind.SPEND, "");
    /** Orders of which something is kept. */
    public static final Measure PURCHASES = new Measure("purchases", "p", Kind.PURCHASES, "");

    public static final Measure VISITS = new Measure("visits", "v", Kind.EVENTS, "visit");

    /** Where the numbers come from. */
    public enum Kind {
        SPEND,
        PURCHASES,
        EVENTS,
        EARNED
    }

    /** Events of a type that the document counts under a name of its own. */
    static Measure events(String name, String type) {
        return new Measure(StandardFields.identifier(name), name, Kind.EVENTS, type);
    }

    /** Points of a unit that were given, less what was taken back. */
    public static Measure earned(String unit) {
        return new Measure("earned_" + StandardFields.identifier(unit), "e-" + unit, Kind.EARNED, unit);
    }
}
