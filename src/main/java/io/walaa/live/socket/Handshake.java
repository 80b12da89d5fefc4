package io.walaa.live.socket;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The opening of a WebSocket (RFC 6455, section 4.2). */
public final class Handshake {
    /** The one subprotocol there is. */
    public static final String PROTOCOL = "walaa.v1.json";

    /** The status line of the answer. */
    public static final String STATUS = "101 Switching Protocols";

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Handshake() {}

    /** Whether a request asks for a WebSocket of version 13. */
    public static boolean asked(HttpServerRequest request) {
        return has(request.getHeader("Connection"), "upgrade")
                && has(request.getHeader("Upgrade"), "websocket")
                && "13".equals(request.getHeader("Sec-WebSocket-Version"))
                && request.getHeader("Sec-WebSocket-Key") != null;
    }

    /** Whether a request speaks our subprotocol; one that names none does. */
    public static boolean speaks(HttpServerRequest request) {
        String offered = request.getHeader("Sec-WebSocket-Protocol");
        return offered == null || has(offered, PROTOCOL);
    }

    private static boolean has(@org.jspecify.annotations.Nullable String header, String token) {
        return header != null
                && Stream.of(header.toLowerCase(Locale.ROOT).split(","))
                        .anyMatch(part -> part.trim().equals(token));
    }

    /** The headers of the answer. */
    public static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Accept", accept(request.getHeader("Sec-WebSocket-Key")));
        if (request.getHeader("Sec-WebSocket-Protocol") != null) {
            headers.put("Sec-WebSocket-Protocol", PROTOCOL);
        }
        return headers;
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] sum = sha1.digest((key.trim() + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
