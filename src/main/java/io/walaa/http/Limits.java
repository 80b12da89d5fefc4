package io.walaa.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.walaa.access.Caller;
import io.walaa.access.RateLimit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits as callers see them, in the headers of the IETF draft "RateLimit header fields for HTTP".
 *
 * @param keys of API keys; null: off
 * @param members of member tokens; null: off
 */
public record Limits(@Nullable RateLimit keys, @Nullable RateLimit members) {
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("RateLimit");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");

    /**
     * Counts one request of {@code caller}.
     *
     * @throws Rejection 429
     */
    void count(Caller caller, HttpServerResponse response) {
        RateLimit limit = caller.member() == null ? keys : members;
        if (limit == null) {
            return;
        }
        RateLimit.Verdict verdict = limit.count(caller.name());
        response.putHeader(POLICY, limit.policy());
        response.putHeader(LIMIT, limit.state(verdict));
        if (!verdict.allowed()) {
            String seconds = Problem.retryAfter(verdict.retryAfterMillis());
            throw new Rejection(429, "rate-limited", Map.of("seconds", Long.parseLong(seconds)))
                    .with("Retry-After", seconds);
        }
    }
}
