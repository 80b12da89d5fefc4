package io.walaa.programme.condition;

import dev.cel.runtime.CelEvaluationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One of the parts that all have to hold for a condition to hold.
 *
 * @param index among the parts of the document, of which equal ones are one
 * @param text as somebody wrote it, in a form of its own
 * @param reads the fields that it looks at
 * @param numbers whole numbers that a field is compared with, by its name
 */
record Part(int index, String text, Test test, List<Field> reads, Map<String, Set<Long>> numbers) {
    /** What is evaluated. */
    @FunctionalInterface
    interface Test {
        boolean holds(Sight sight) throws CelEvaluationException;
    }

    static final byte UNKNOWN = 0;
    static final byte HOLDS = 1;
    static final byte FAILS = 2;
    /** It could not be evaluated, which counts as false. */
    static final byte BROKEN = 3;

    byte on(Sight sight) {
        byte known = sight.verdict(index);
        if (known != UNKNOWN) {
            return known;
        }
        byte verdict = evaluate(sight);
        sight.verdict(index, verdict);
        return verdict;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a condition does, the event still commits
    private byte evaluate(Sight sight) {
        sight.absent();
        try {
            return test.holds(sight) ? HOLDS : FAILS;
        } catch (CelEvaluationException | RuntimeException e) {
            if (sight.absent()) {
                return FAILS;
            }
            sight.member().moment().trace().failed();
            return BROKEN;
        }
    }

    boolean looksAt(Area area) {
        return reads.stream().anyMatch(field -> field.area() == area);
    }

    /** What it saw, for the trace. */
    Map<String, Object> saw(Sight sight) {
        Map<String, Object> saw = new LinkedHashMap<>();
        saw.put("condition", text);
        for (Field field : reads) {
            Object value = sight.value(field);
            saw.put(field.name(), value == null ? "" : Shown.of(value));
        }
        return saw;
    }
}
