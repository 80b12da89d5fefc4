package io.walaa.journal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an acknowledged operation survives; each level includes those before it. */
public enum AckLevel {
    /** The death of any server node. */
    MEMORY,
    /** Also the death and power loss of that Redis. */
    DISK,
    /** Also the loss of Redis: it stands in Postgres. */
    LEDGER;

    /** As it stands in requests and replies. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of this text; null if there is none. */
    public static @Nullable AckLevel of(String text) {
        for (AckLevel level : values()) {
            if (level.text().equals(text)) {
                return level;
            }
        }
        return null;
    }
}
