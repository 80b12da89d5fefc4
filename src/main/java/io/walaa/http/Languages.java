package io.walaa.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the language of an answer from {@code Accept-Language} (RFC 9110): Arabic or English, English if neither is
 * asked for. Digits are Latin unless the caller asks for others, as in {@code ar-u-nu-arab}.
 */
final class Languages {
    static final Locale ENGLISH = Locale.forLanguageTag("en");
    static final Locale ARABIC = Locale.forLanguageTag("ar-u-nu-latn");
    static final Locale ARABIC_DIGITS = Locale.forLanguageTag("ar-u-nu-arab");
    private static final int HEADER_MAX = 512;

    private Languages() {}

    static Locale of(@Nullable String header) {
        if (header == null || header.isEmpty() || header.length() > HEADER_MAX) {
            return ENGLISH;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException malformed) {
            return ENGLISH;
        }
        for (Locale.LanguageRange range : ranges) {
            String wanted = range.getRange();
            if (range.getWeight() == 0) {
                continue;
            }
            if (wanted.equals("ar") || wanted.startsWith("ar-")) {
                return wanted.endsWith("-nu-arab") ? ARABIC_DIGITS : ARABIC;
            }
            if (wanted.equals("en") || wanted.startsWith("en-") || wanted.equals("*")) {
                return ENGLISH;
            }
        }
        return ENGLISH;
    }
}
