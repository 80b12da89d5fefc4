package io.walaa.http;

import io.vertx.core.http.HttpServerRequest;
import io.walaa.journal.AckLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that every write understands. */
final class CallHeaders {
    private static final int KEY_MAX = 255;

    private CallHeaders() {}

    /** The level that {@code Walaa-Ack} asks for; null without it. */
    static @Nullable AckLevel ack(HttpServerRequest request) {
        String asked = request.getHeader("Walaa-Ack");
        if (asked == null) {
            return null;
        }
        AckLevel level = AckLevel.of(asked.trim());
        if (level == null) {
            throw new Rejection(400, "unknown-ack-level");
        }
        return level;
    }

    /** The {@code Idempotency-Key}, which may come as a structured field's string in quotes (RFC 8941) or bare. */
    static String key(HttpServerRequest request) {
        String header = request.getHeader("Idempotency-Key");
        if (header == null) {
            throw new Rejection(400, "idempotency-key-missing");
        }
        String key = header.trim();
        if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
        }
        if (key.isEmpty() || key.length() > KEY_MAX || !key.chars().allMatch(c -> c > 0x1F && c != 0x7F)) {
            throw new Rejection(400, "idempotency-key-invalid", Map.of("max", KEY_MAX));
        }
        return key;
    }
}
