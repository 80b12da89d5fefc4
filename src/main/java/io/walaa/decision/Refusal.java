package io.walaa.decision;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A business "no": nothing was changed, and {@code code} with {@code values} says why and what would make it a yes. The
 * texts stand in the message catalogue under the code. Without a stack trace: a refusal is an ordinary answer.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of no it is; the edge turns it into a status. */
    public enum Kind {
        /** The rules of the programme say no (422). */
        UNPROCESSABLE,
        /** There is no such thing, or it is not the caller's (404). */
        NOT_FOUND,
        /** Others were faster for too long (409). */
        CONFLICT,
        /** It was edited since the caller read it (412). */
        EDITED,
        /** Too much at once (429). */
        TOO_MANY,
        /** A store does not answer or is full (503). */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String code;
    private final transient Map<String, Object> values;
    private final long retryAfterMillis;

    private Refusal(Kind kind, String code, Map<String, Object> values, long retryAfterMillis) {
        super(code + values, null, false, false);
        this.kind = kind;
        this.code = code;
        this.values = values;
        this.retryAfterMillis = retryAfterMillis;
    }

    /** A refusal by the rules. {@code namesAndValues} alternate: {@code "missing", 180}. */
    public static Refusal of(String code, Object... namesAndValues) {
        return new Refusal(Kind.UNPROCESSABLE, code, pairs(namesAndValues), 0);
    }

    public static Refusal notFound(String code, Object... namesAndValues) {
        return new Refusal(Kind.NOT_FOUND, code, pairs(namesAndValues), 0);
    }

    public static Refusal conflict(String code, long retryAfterMillis) {
        return new Refusal(Kind.CONFLICT, code, Map.of(), retryAfterMillis);
    }

    /** A document is not the one that the caller's {@code If-Match} named. */
    public static Refusal edited(long version) {
        return new Refusal(Kind.EDITED, "precondition-failed", pairs("version", version), 0);
    }

    public static Refusal tooMany(String code, long retryAfterMillis) {
        return new Refusal(Kind.TOO_MANY, code, Map.of(), retryAfterMillis);
    }

    public static Refusal unavailable(String code, long retryAfterMillis) {
        return new Refusal(Kind.UNAVAILABLE, code, Map.of(), retryAfterMillis);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** What the message names and the problem document repeats, such as {@code missing}. */
    public Map<String, Object> values() {
        return values;
    }

    /** After how long another try makes sense; 0 if it makes none. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }

    private static Map<String, Object> pairs(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
