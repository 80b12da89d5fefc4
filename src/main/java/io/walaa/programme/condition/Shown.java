package io.walaa.programme.condition;

import java.util.List;

/** A value that a condition saw, as the trace shows it. */
final class Shown {
    private static final int LENGTH_MAX = 200;

    private Shown() {}

    /** Whole numbers and truth values as they are, everything else as a text that is not too long. */
    static Object of(Object value) {
        if (value instanceof Long || value instanceof Boolean || value instanceof Double) {
            return value;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance) && list.size() <= 20) {
            return list;
        }
        String text = value.toString();
        return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "…";
    }
}
