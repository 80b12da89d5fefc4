package io.walaa.access;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Reads {@code Authorization} headers: API keys and member tokens. */
public final class Access {
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final MemberTokens tokens;

    public Access(ApiKeys keys, MemberTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /**
     * Who sends this header. The future is complete already for a caller that was seen lately.
     *
     * @param authorization the header's value, null if there was none
     * @return fails with {@link Denied}, or with what the key's store failed with
     */
    public Future<Caller> caller(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Future.failedFuture(new Denied(Denied.Reason.UNAUTHENTICATED));
        }
        String text = authorization.substring(BEARER.length()).trim();
        return text.startsWith(KeyText.PREFIX) ? keys.caller(text) : tokens.caller(text);
    }
}
