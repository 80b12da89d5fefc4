package io.walaa.http;

import io.vertx.core.http.HttpMethod;
import io.walaa.access.Scope;
import java.util.Set;

/**
 * One line of the routes table. Segments of the path in braces are arguments.
 *
 * @param scopes what the caller must be allowed, all of it; empty: anybody
 * @param body what it takes
 * @param bodyMax bytes
 * @param queries names of the parameters it takes
 * @param produces media type of its success
 */
record Route(
        HttpMethod method,
        String path,
        Set<Scope> scopes,
        Body body,
        int bodyMax,
        Set<String> queries,
        String produces,
        Endpoint endpoint) {
    static final int BODY_MAX = 256 << 10;
    static final int BATCH_MAX = 4 << 20;
    static final int IMPORT_MAX = 64 << 20;

    /** What a request carries. */
    enum Body {
        NONE,
        JSON,
        /** JSON, or nothing, which counts as {@code {}}. */
        OPTIONAL_JSON,
        /** A document that people write: JSON or YAML. */
        DOCUMENT,
        /** One JSON value per line. */
        LINES,
        /** One JSON value per line, read by the endpoint as it comes. */
        STREAM
    }

    static Route get(String path, Scope scope, Endpoint endpoint) {
        return of(HttpMethod.GET, path, scope, Body.NONE, endpoint);
    }

    static Route post(String path, Scope scope, Endpoint endpoint) {
        return of(HttpMethod.POST, path, scope, Body.JSON, endpoint);
    }

    static Route put(String path, Scope scope, Endpoint endpoint) {
        return of(HttpMethod.PUT, path, scope, Body.JSON, endpoint);
    }

    static Route patch(String path, Scope scope, Endpoint endpoint) {
        return of(HttpMethod.PATCH, path, scope, Body.JSON, endpoint);
    }

    static Route delete(String path, Scope scope, Endpoint endpoint) {
        return of(HttpMethod.DELETE, path, scope, Body.NONE, endpoint);
    }

    /** A page or document that anybody may read. */
    static Route open(String path, String produces, Endpoint endpoint) {
        return new Route(HttpMethod.GET, path, Set.of(), Body.NONE, 0, Set.of(), produces, endpoint);
    }

    private static Route of(HttpMethod method, String path, Scope scope, Body body, Endpoint endpoint) {
        return new Route(method, path, Set.of(scope), body, BODY_MAX, Set.of(), Answer.JSON, endpoint);
    }

    Route queries(String... names) {
        return new Route(method, path, scopes, body, bodyMax, Set.of(names), produces, endpoint);
    }

    Route takes(Body other) {
        return new Route(method, path, scopes, other, bodyMax, queries, produces, endpoint);
    }

    Route upTo(int bytes) {
        return new Route(method, path, scopes, body, bytes, queries, produces, endpoint);
    }

    Route answers(String mediaType) {
        return new Route(method, path, scopes, body, bodyMax, queries, mediaType, endpoint);
    }

    /** Needs another scope too. */
    Route and(Scope other) {
        return new Route(
                method, path, Set.of(scopes.iterator().next(), other), body, bodyMax, queries, produces, endpoint);
    }
}
