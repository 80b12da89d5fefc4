package io.walaa.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Lets the pages of allowed hosts call what belongs to members (the CORS protocol of the Fetch standard). Member tokens
 * travel in a header that a page sets itself, so nothing depends on cookies and none are allowed.
 */
final class CrossOrigin {
    private static final String MEMBERS = "/v1/me/";
    private static final String TICKETS = "/v1/live/tickets";
    private static final String METHODS = "GET, POST, PATCH";
    private static final String ASKED =
            "Authorization, Content-Type, Accept-Language, Idempotency-Key, If-Match, Walaa-Ack";
    private static final String SHOWN = "ETag, Idempotency-Replayed, Link, RateLimit, RateLimit-Policy, Retry-After";
    private static final String REMEMBERED_SECONDS = "600";

    private final Origins origins;

    CrossOrigin(Origins origins) {
        this.origins = origins;
    }

    /**
     * Says to a page of an allowed host that it may read the answer; whether all that was asked is answered with it.
     */
    boolean answered(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String path = request.path();
        if (origin == null || path == null || !(path.startsWith(MEMBERS) || path.equals(TICKETS))) {
            return false;
        }
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (!origins.allow(origin)) {
            return false;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
        boolean preflight = HttpMethod.OPTIONS.equals(request.method())
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
        if (preflight) {
            response.setStatusCode(204)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ASKED)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, REMEMBERED_SECONDS)
                    .end();
        }
        return preflight;
    }
}
