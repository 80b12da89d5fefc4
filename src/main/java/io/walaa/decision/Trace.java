package io.walaa.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Why a decision came out as it did: every rule that was looked at. Kept only when somebody asked, so that an ordinary
 * purchase pays nothing for it.
 */
public final class Trace {
    private final boolean wanted;
    private final List<Step> steps = new ArrayList<>(0);
    private int failures;

    private Trace(boolean wanted) {
        this.wanted = wanted;
    }

    public static Trace wanted() {
        return new Trace(true);
    }

    public static Trace off() {
        return new Trace(false);
    }

    /** Whether to spend time on building steps at all. */
    public boolean isWanted() {
        return wanted;
    }

    /**
     * One rule that was looked at.
     *
     * @param rule its id in the document
     * @param matched whether it took part
     * @param because a stable code such as {@code outside-window}, {@code below-minimum}, {@code matched}
     * @param saw the values it looked at
     */
    public record Step(String rule, boolean matched, String because, Map<String, Object> saw) {}

    public void add(String rule, boolean matched, String because, Map<String, Object> saw) {
        if (wanted) {
            steps.add(new Step(rule, matched, because, saw));
        }
    }

    /** Counts a condition that could not be evaluated, also when no trace is wanted. */
    public void failed() {
        failures++;
    }

    /** How many conditions could not be evaluated. */
    public int failures() {
        return failures;
    }

    public List<Step> steps() {
        return steps;
    }
}
