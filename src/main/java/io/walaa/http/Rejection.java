package io.walaa.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is refused for its form, before any use case sees it: wrong path, method, media type, header or
 * parameter. What a use case refuses is a {@link io.walaa.decision.Refusal}.
 */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, Object> values;
    private final transient Map<String, String> headers = new LinkedHashMap<>(2);

    Rejection(int status, String code, Map<String, Object> values) {
        // an ordinary answer, so no stack
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.values = values;
    }

    Rejection(int status, String code) {
        this(status, code, Map.of());
    }

    /** Adds a header to the answer. */
    Rejection with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    static Rejection parameter(String name, String expected) {
        return new Rejection(400, "invalid-parameter", Map.of("name", name, "expected", expected));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Map<String, Object> values() {
        return values;
    }

    Map<String, String> headers() {
        return headers;
    }
}
