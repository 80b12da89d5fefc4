package io.walaa.bench;

import java.util.HashMap;
import java.util.Map;

/** Words of the form {@code name=value}, as the bench passes them. */
public record Arguments(Map<String, String> values) {
    public static Arguments of(String... words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new Arguments(values);
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("missing " + name + "=");
        }
        return value;
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    public int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }
}
