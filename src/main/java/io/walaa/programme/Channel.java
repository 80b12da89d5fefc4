package io.walaa.programme;

import io.walaa.json.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where something happened. */
public enum Channel {
    WEB,
    MOBILE,
    STORE,
    PARTNER,
    CHAT,
    SYSTEM;

    private static final Map<String, Channel> BY_NAME = new LinkedHashMap<>();

    static {
        for (Channel channel : values()) {
            BY_NAME.put(channel.wire(), channel);
        }
    }

    /** Reads a channel by its name in the API and in documents. */
    public static Channel read(Value value) {
        return value.choice(BY_NAME);
    }

    /** The name in the API and in documents. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
