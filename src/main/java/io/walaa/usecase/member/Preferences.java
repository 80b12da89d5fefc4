package io.walaa.usecase.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Input;
import io.walaa.json.Value;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a member wants to be spoken to, beside the language.
 *
 * @param digits {@code latin} or {@code arabic}; null for the programme's
 * @param quiet when nothing may be pushed, in the member's zone; null for never
 */
public record Preferences(@Nullable String digits, @Nullable Quiet quiet) {
    static final Preferences NONE = new Preferences(null, null);
    private static final Map<String, String> DIGITS = new LinkedHashMap<>(Map.of("latin", "latin", "arabic", "arabic"));

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

    /** Hours of each day, {@code to} exclusive; over midnight if {@code to} is before {@code from}. */
    public record Quiet(LocalTime from, LocalTime to) {}

    static Preferences read(Input in) {
        return new Preferences(
                in.optional("digits", value -> value.choice(DIGITS)),
                in.optional(
                        "quietHours",
                        value -> value.object(hours -> new Quiet(time(hours.field("from")), time(hours.field("to"))))));
    }

    private static LocalTime time(Value value) {
        String text = value.text(5, TIME, "22:00");
        return text.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (digits != null) {
            json.put("digits", digits);
        }
        if (quiet != null) {
            json.putObject("quietHours")
                    .put("from", quiet.from().toString())
                    .put("to", quiet.to().toString());
        }
        return json;
    }

    /** Reads what {@link #json} wrote. */
    static Preferences stored(JsonNode json) {
        JsonNode hours = json.path("quietHours");
        return new Preferences(
                json.path("digits").asText(null),
                hours.isMissingNode()
                        ? null
                        : new Quiet(
                                LocalTime.parse(hours.path("from").asText()),
                                LocalTime.parse(hours.path("to").asText())));
    }
}
