package io.walaa.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One value of a body and its place. Each reading notes what is wrong and then gives a placeholder; see {@link Input}.
 */
public final class Value {

    private final JsonNode node;
    private final Place place;

    Value(JsonNode node, Place place) {
        this.node = node;
        this.place = place;
    }

    /** Notes that the value is wrong in a way its type alone does not show. */
    public void refuse(InputCode code, Object... args) {
        place.refuse(code, args);
    }

    /** Notes that a name is none of {@code allowed}, with the nearest one where there is one. */
    public void refuseUnknown(InputCode code, String value, Iterable<String> allowed) {
        List<String> names = new ArrayList<>();
        allowed.forEach(names::add);
        List<Object> args = new ArrayList<>(List.of("value", value));
        if (code.args().contains("allowed")) {
            args.addAll(List.of("allowed", String.join(", ", names)));
        }
        String near = Nearest.to(value, names);
        if (near != null) {
            args.addAll(List.of("near", near));
        }
        refuse(code, args.toArray());
    }

    /** Whether the value is a JSON object, for fields that may be written in a short and a long form. */
    public boolean isObject() {
        return node.isObject();
    }

    /** Whether the value is a JSON string. */
    public boolean isText() {
        return node.isTextual();
    }

    /** Whether the value is a JSON number. */
    public boolean isNumber() {
        return node.isNumber();
    }

    /** A text of 1 to {@code lengthMax} UTF-16 units without control characters or lone surrogates. */
    public String text(int lengthMax) {
        if (!is(JsonNodeType.STRING, "string")) {
            return "";
        }
        String text = node.textValue();
        if (text.isBlank()) {
            refuse(InputCode.EMPTY);
        } else if (text.length() > lengthMax) {
            refuse(InputCode.TOO_LONG, "max", lengthMax);
        } else if (!Texts.printable(text)) {
            refuse(InputCode.BAD_CHARACTER);
        } else {
            return text;
        }
        return "";
    }

    /** A text that must match as a whole; {@code expected} is what the error says was expected. */
    public String text(int lengthMax, Pattern pattern, String expected) {
        String text = text(lengthMax);
        if (!text.isEmpty() && !pattern.matcher(text).matches()) {
            refuse(InputCode.BAD_FORMAT, "expected", expected);
            return "";
        }
        return text;
    }

    /** One of the names of {@code choices}; the placeholder is the first choice. */
    public <T> T choice(Map<String, T> choices) {
        String name = text(256);
        T chosen = choices.get(name);
        if (chosen != null) {
            return chosen;
        }
        if (!name.isEmpty()) {
            refuseUnknown(InputCode.UNKNOWN_VALUE, name, choices.keySet());
        }
        return choices.values().iterator().next();
    }

    /** A JSON true or false. */
    public boolean flag() {
        return is(JsonNodeType.BOOLEAN, "boolean") && node.booleanValue();
    }

    /** A whole JSON number in the bounds, both inclusive; the placeholder is {@code min}. */
    public long integer(long min, long max) {
        return is(JsonNodeType.NUMBER, "integer") ? Numbers.integer(node, place, min, max) : min;
    }

    /** A JSON number in the bounds, both inclusive, with at most {@code decimalsMax} decimals, exact. */
    public BigDecimal number(int decimalsMax, BigDecimal min, BigDecimal max) {
        return is(JsonNodeType.NUMBER, "number") ? Numbers.number(node, place, decimalsMax, min, max) : min;
    }

    /**
     * A decimal written as a string, such as {@code "12.500"}, with at most {@code decimalsMax} decimals as written
     * ({@code "12.5000"} has four), exact.
     */
    public BigDecimal decimal(int decimalsMax) {
        return is(JsonNodeType.STRING, "string")
                ? Numbers.decimal(node.textValue(), place, decimalsMax)
                : BigDecimal.ZERO;
    }

    /**
     * A decimal in a document that people write, as a string or a number, with at most {@code decimalsMax} decimals.
     */
    public BigDecimal decimalOrNumber(int decimalsMax) {
        return node.isNumber()
                ? Numbers.decimal(node.decimalValue().toString(), place, decimalsMax)
                : decimal(decimalsMax);
    }

    /** An RFC 3339 date and time with offset, of the years 1 to 9999. */
    public Instant instant() {
        return parsed(40, InputCode.NOT_AN_INSTANT, Instant.EPOCH, Times::instant);
    }

    /** A calendar date, {@code 2026-11-21}. */
    public LocalDate date() {
        return parsed(10, InputCode.NOT_A_DATE, LocalDate.EPOCH, LocalDate::parse);
    }

    /** An ISO 8601 duration of exact length, such as {@code PT15M} or {@code P7D}, in the bounds. */
    public Duration duration(Duration min, Duration max) {
        return Times.bounded(parsed(40, InputCode.NOT_A_DURATION, min, Duration::parse), place, min, max);
    }

    /** An ISO 8601 period of whole days, weeks, months or years, more than nothing, such as {@code P12M}. */
    public Period period() {
        return Times.bounded(parsed(20, InputCode.NOT_A_PERIOD, Period.ofDays(1), Period::parse), place);
    }

    /** A text of the format that {@code parse} takes; it says no by a {@link DateTimeException} or its like. */
    public <T> T parsed(int lengthMax, InputCode wrong, T placeholder, Function<String, T> parse) {
        String text = text(lengthMax);
        if (text.isEmpty()) {
            return placeholder;
        }
        try {
            return parse.apply(text);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            refuse(wrong);
            return placeholder;
        }
    }

    /** An object of the given shape. */
    public <T> T object(Function<Input, T> shape) {
        if (!is(JsonNodeType.OBJECT, "object")) {
            return shape.apply(new Input(node, place.muted()));
        }
        Input input = new Input(node, place);
        T read = shape.apply(input);
        input.refuseUnknown();
        return read;
    }

    /** A list of at most {@code sizeMax} elements. */
    public <T> List<T> list(int sizeMax, Function<Value, T> element) {
        if (!is(JsonNodeType.ARRAY, "array")) {
            return List.of();
        }
        if (node.size() > sizeMax) {
            refuse(InputCode.TOO_MANY, "max", sizeMax);
            return List.of();
        }
        List<T> list = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            list.add(element.apply(new Value(node.get(i), place.at(Integer.toString(i)))));
        }
        return List.copyOf(list);
    }

    /** An object whose field names are data: at most {@code sizeMax} of them, each matching {@code name}. */
    public <T> Map<String, T> map(int sizeMax, Pattern name, String expected, Function<Value, T> element) {
        if (!is(JsonNodeType.OBJECT, "object")) {
            return Map.of();
        }
        if (node.size() > sizeMax) {
            refuse(InputCode.TOO_MANY, "max", sizeMax);
            return Map.of();
        }
        Map<String, T> map = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            Value value = new Value(field.getValue(), place.at(field.getKey()));
            if (name.matcher(field.getKey()).matches()) {
                map.put(field.getKey(), element.apply(value));
            } else {
                value.refuse(InputCode.BAD_FORMAT, "expected", expected);
            }
        });
        return map;
    }

    /** A free-form object, as it is. */
    public ObjectNode free() {
        return is(JsonNodeType.OBJECT, "object") ? (ObjectNode) node : JsonNodeFactory.instance.objectNode();
    }

    private boolean is(JsonNodeType type, String expected) {
        if (node.getNodeType() == type) {
            return true;
        }
        if (node.isMissingNode()) {
            refuse(InputCode.REQUIRED);
        } else {
            refuse(InputCode.WRONG_TYPE, "expected", expected);
        }
        return false;
    }
}
