package io.walaa.live.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is published in a shared channel: one event, whose {@code texts} hold fields by locale. A screen gets them in
 * its own locale, else in English, else in the first there is.
 */
public final class SharedContent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SharedContent() {}

    /**
     * Writes content.
     *
     * @param texts by locale: further fields of the event's data
     */
    public static String write(LiveEvent event, Map<String, Map<String, String>> texts) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "id", event.id(),
                    "type", event.type(),
                    "time", event.time(),
                    "data", event.data(),
                    "texts", texts));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The event for a screen in {@code locale}. */
    public static List<LiveEvent> in(String locale, String content) {
        try {
            JsonNode json = JSON.readTree(content);
            Map<String, Object> data = new LinkedHashMap<>();
            json.path("data").properties().forEach(field -> data.put(field.getKey(), field.getValue()));
            text(json.path("texts"), locale).properties().forEach(field -> data.put(field.getKey(), field.getValue()));
            return List.of(new LiveEvent(
                    json.required("id").asText(),
                    json.required("type").asText(),
                    json.required("time").asText(),
                    data));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("not the content of a shared channel", broken);
        }
    }

    private static JsonNode text(JsonNode texts, String locale) {
        String language = Locale.forLanguageTag(locale).getLanguage();
        for (String wanted : List.of(locale, language, "en")) {
            if (texts.has(wanted)) {
                return texts.get(wanted);
            }
        }
        return texts.isEmpty() ? texts : texts.elements().next();
    }
}
