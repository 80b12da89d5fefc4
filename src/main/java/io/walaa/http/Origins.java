package io.walaa.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * From which pages browsers may open live connections: a browser sends the member's cookie with whatever page asks, so
 * the page must be one we know. Who is no browser names no page and is let in.
 */
public final class Origins {
    private static final String ALL = "*";

    private final Set<String> allowed;

    /** @param allowed such as {@code https://shop.example}; {@code *} for all */
    public Origins(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Lets a request pass if its page may ask.
     *
     * @throws Rejection 403
     */
    void check(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || allow(origin) || own(origin, request)) {
            return;
        }
        throw new Rejection(403, "origin-forbidden", Map.of("origin", origin));
    }

    /** Whether pages of this origin, other than the server's own, may ask. */
    boolean allow(String origin) {
        return allowed.contains(ALL) || allowed.contains(origin);
    }

    private static boolean own(String origin, HttpServerRequest request) {
        try {
            String host = request.getHeader("Host");
            String authority = URI.create(origin).getAuthority();
            return host != null && host.equalsIgnoreCase(authority);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
