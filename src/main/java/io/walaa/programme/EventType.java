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
    /** What takes an earlier purchase back, in part or whole, or makes its pending points available. */
    public static final String RETURN = "return";

    public static final String CANCEL = "cancel";
    public static final String CONFIRM = "confirm";
    public static final String CUSTOM = "custom:";

    private static final List<String> NAMES = List.of(PURCHASE, VISIT, SIGN_UP, CUSTOM + "<name>");
    private static final List<String> RECORDED =
            List.of(PURCHASE, RETURN, CANCEL, CONFIRM, VISIT, SIGN_UP, CUSTOM + "<name>");
    private static final Pattern CUSTOM_NAME = Pattern.compile("custom:[a-z0-9][a-z0-9._-]{0,63}");

    private EventType() {}

    /** Reads the type of a recorded event; the placeholder is empty. */
    static String readRecorded(Value value) {
        return read(value, RECORDED);
    }

    /** Whether an event of this type is about an earlier order. */
    static boolean followsOrder(String type) {
        return type.equals(RETURN) || type.equals(CANCEL) || type.equals(CONFIRM);
    }

    /** Reads a type that can earn; the placeholder is empty. */
    public static String read(Value value) {
        return read(value, NAMES);
    }

    private static String read(Value value, List<String> names) {
        String type = value.text(80);
        if (type.startsWith(CUSTOM)) {
            if (CUSTOM_NAME.matcher(type).matches()) {
                return type;
            }
            value.refuse(InputCode.BAD_FORMAT, "expected", CUSTOM_NAME.pattern());
            return "";
        }
        if (type.isEmpty() || names.contains(type)) {
            return type;
        }
        value.refuseUnknown(InputCode.UNKNOWN_VALUE, type, names);
        return "";
    }
}
