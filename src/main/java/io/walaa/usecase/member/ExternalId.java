package io.walaa.usecase.member;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.usecase.OperationKeys;
import java.util.Locale;
import java.util.Set;

/**
 * A name by which others know a member; unique per type and programme.
 *
 * @param type one that the programme declares, such as {@code card}
 * @param value as it was given
 */
public record ExternalId(String type, String value) {
    private static final int VALUE_MAX = 256;

    /** Reads {@code {"type":"card","value":"7001"}}. */
    static ExternalId read(Value value, Set<String> types) {
        return value.object(in -> read(in, types));
    }

    private static ExternalId read(Input in, Set<String> types) {
        Value typeField = in.field("type");
        String type = typeField.text(40);
        if (!type.isEmpty() && !types.contains(type)) {
            typeField.refuseUnknown(InputCode.UNKNOWN_VALUE, type, types);
        }
        Value valueField = in.field("value");
        String value = valueField.text(VALUE_MAX);
        if (type.equals("phone") && !value.isEmpty() && phone(value).length() < 5) {
            valueField.refuse(InputCode.BAD_FORMAT, "expected", "+96512345678");
        }
        return new ExternalId(type, value);
    }

    /**
     * What it is found by: a keyed hash for phones and e-mail addresses in whatever spelling, so that no cache, index
     * or log holds them, and the value itself for anything else.
     */
    public String lookup(OperationKeys keys) {
        return switch (type) {
            case "phone" -> keys.hash("phone", phone(value));
            case "email" -> keys.hash("email", value.strip().toLowerCase(Locale.ROOT));
            default -> value;
        };
    }

    /** The digits alone, Latin, with {@code +} before the country's. */
    private static String phone(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else if (c == '+' && digits.isEmpty()) {
                digits.append('+');
            }
        }
        return digits.indexOf("00") == 0 ? "+" + digits.substring(2) : digits.toString();
    }
}
