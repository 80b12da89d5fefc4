package io.walaa.http;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import io.walaa.programme.LocalizedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What callers read, by code, in Arabic and English: ICU MessageFormat, whose plural rules know all six Arabic forms.
 * Digits follow the locale's {@code nu} key ({@code ar-u-nu-arab}).
 */
public final class Messages {
    private static final String NEAR = "near";

    private final Map<String, Map<String, String>> patterns;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    private Messages(Map<String, Map<String, String>> patterns) {
        this.patterns = patterns;
    }

    /** The messages of this server, from {@code messages_<language>.properties}. */
    public static Messages load() {
        return new Messages(Map.of("en", read("en"), "ar", read("ar")));
    }

    /**
     * The text of a code; the code itself where there is none, which a test keeps from happening.
     *
     * @param locale of language {@code en} or {@code ar}
     * @param values arguments by name
     */
    public String text(Locale locale, String code, Map<String, Object> values) {
        Map<String, String> language = patterns.getOrDefault(locale.getLanguage(), Map.of());
        String key = values.containsKey(NEAR) && language.containsKey(code + "." + NEAR) ? code + "." + NEAR : code;
        String pattern = language.get(key);
        if (pattern == null) {
            return code;
        }
        MessageFormat format = formats.computeIfAbsent(
                locale.toLanguageTag() + " " + key, name -> new MessageFormat(pattern, ULocale.forLocale(locale)));
        // a format is not safe for threads; messages are short and refusals rare enough to wait for each other
        synchronized (format) {
            return format.format(shown(values, locale));
        }
    }

    /** Values as people read them: what the programme calls its parts in their language. */
    static Map<String, Object> shown(Map<String, Object> values, Locale locale) {
        if (values.values().stream().noneMatch(LocalizedText.class::isInstance)) {
            return values;
        }
        Map<String, Object> shown = new LinkedHashMap<>(values);
        shown.replaceAll((name, value) -> value instanceof LocalizedText text ? text.in(locale.getLanguage()) : value);
        return shown;
    }

    /** Whether a code has a text. */
    public boolean has(String code) {
        return patterns.values().stream().allMatch(language -> language.containsKey(code));
    }

    /** All codes of a language. */
    Set<String> codes(String language) {
        return patterns.getOrDefault(language, Map.of()).keySet();
    }

    /** The pattern of a code in a language. */
    String pattern(String language, String code) {
        return patterns.getOrDefault(language, Map.of()).getOrDefault(code, "");
    }

    private static Map<String, String> read(String language) {
        String name = "/messages_" + language + ".properties";
        Properties properties = new Properties();
        try (InputStream stream = Messages.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name);
            }
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new ConcurrentHashMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }
}
