package io.walaa.programme;

import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The types of the non-personal attributes that a programme declares; each has one text form for the hot state. */
public enum AttributeType {
    TEXT {
        @Override
        public String read(Value value) {
            String text = value.text(BYTES_MAX);
            if (text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
                value.refuse(InputCode.TOO_LONG, "max", BYTES_MAX);
            }
            return text;
        }
    },
    NUMBER {
        @Override
        public String read(Value value) {
            return value.number(3, LIMIT.negate(), LIMIT).stripTrailingZeros().toPlainString();
        }
    },
    FLAG {
        @Override
        public String read(Value value) {
            return Boolean.toString(value.flag());
        }
    },
    DATE {
        @Override
        public String read(Value value) {
            return value.date().toString();
        }
    };

    /** Longer values would turn the member's compact hash into a large one. */
    private static final int BYTES_MAX = 64;

    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000_000_000L);
    private static final Map<String, AttributeType> BY_NAME = new LinkedHashMap<>();

    static {
        for (AttributeType type : values()) {
            BY_NAME.put(type.name().toLowerCase(Locale.ROOT), type);
        }
    }

    /** Reads an attribute's value from a member's body into its text form. */
    public abstract String read(Value value);

    static AttributeType of(Value value) {
        return value.choice(BY_NAME);
    }
}
