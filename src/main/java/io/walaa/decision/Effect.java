package io.walaa.decision;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something a decision did that its caller and the member's screen are told, as it stands in replies.
 *
 * @param type such as {@code points.earned}
 * @param values further fields in order: text, whole numbers, truth values
 */
public record Effect(String type, Map<String, Object> values) {
    /** An effect whose {@code namesAndValues} alternate; those with a null value are left out. */
    public static Effect of(String type, @org.jspecify.annotations.Nullable Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                map.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return new Effect(type, map);
    }
}
