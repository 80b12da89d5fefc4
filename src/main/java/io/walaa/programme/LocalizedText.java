package io.walaa.programme;

import io.walaa.json.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text in every locale of its programme.
 *
 * @param byLocale texts by BCP 47 tag
 * @param otherwise the tag of the programme's default locale
 */
public record LocalizedText(Map<String, String> byLocale, String otherwise) {
    private static final int LENGTH_MAX = 2000;

    /** Reads {@code {ar: …, en: …}}: each of the programme's locales, and no other. */
    public static LocalizedText read(Value value, Vocabulary names) {
        return value.object(in -> {
            Map<String, String> texts = new LinkedHashMap<>();
            if (names.locales().isEmpty()) {
                in.takeAll(); // which locales there are is wrong already
            }
            for (String locale : names.locales()) {
                texts.put(locale, in.field(locale).text(LENGTH_MAX));
            }
            return new LocalizedText(texts, names.defaultLocale());
        });
    }

    /** These texts in one, a comma between them. */
    public static LocalizedText listed(List<LocalizedText> texts) {
        Map<String, String> listed = new LinkedHashMap<>();
        for (LocalizedText text : texts) {
            text.byLocale.forEach((tag, one) ->
                    listed.merge(tag, one, (before, next) -> before + (tag.startsWith("ar") ? "، " : ", ") + next));
        }
        return new LocalizedText(listed, texts.isEmpty() ? "" : texts.get(0).otherwise);
    }

    /** The text for a locale such as {@code ar-KW}: its own, else its language's, else the default one. */
    public String in(String locale) {
        for (String tag = locale; !tag.isEmpty(); tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')))) {
            String text = byLocale.get(tag);
            if (text != null) {
                return text;
            }
        }
        return byLocale.getOrDefault(otherwise, "");
    }
}
