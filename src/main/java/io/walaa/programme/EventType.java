package io.walaa.programme;

import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.util.List;
import java.util.regex.Pattern;

/** The types of events that may be recorded: a few with a meaning of their own, and {@code custom:<name>}. */
public final class EventType {
    public static final String PURCHASE = "purchase";
    public static final String VISIT = "visit";
    public static final String SIGN_UP = "sign-up";
    public static final String CUSTOM = "custom:";

    private static final List<String> NAMES = List.of(PURCHASE, VISIT, SIGN_UP, CUSTOM + "<name>");
    private static final Pattern CUSTOM_NAME = Pattern.compile("custom:[a-z0-9][a-z0-9._-]{0,63}");

    private EventType() {}

    /** Reads a type; the placeholder is empty. */
    public static String read(Value value) {
        String type = value.text(80);
        if (type.startsWith(CUSTOM)) {
            if (CUSTOM_NAME.matcher(type).matches()) {
                return type;
            }
            value.refuse(InputCode.BAD_FORMAT, "expected", CUSTOM_NAME.pattern());
            return "";
        }
        if (type.isEmpty() || type.equals(PURCHASE) || type.equals(VISIT) || type.equals(SIGN_UP)) {
            return type;
        }
        value.refuseUnknown(InputCode.UNKNOWN_VALUE, type, NAMES);
        return "";
    }
}
