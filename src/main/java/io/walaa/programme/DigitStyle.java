package io.walaa.programme;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Which digits people see unless the member has chosen. */
public enum DigitStyle {
    LATIN("latn"),
    ARABIC("arab");

    static final Map<String, DigitStyle> BY_NAME = new LinkedHashMap<>();

    static {
        for (DigitStyle style : values()) {
            BY_NAME.put(style.name().toLowerCase(Locale.ROOT), style);
        }
    }

    private final String numberingSystem;

    DigitStyle(String numberingSystem) {
        this.numberingSystem = numberingSystem;
    }

    /** The Unicode numbering system, as in the locale extension {@code -u-nu-arab}. */
    public String numberingSystem() {
        return numberingSystem;
    }
}
