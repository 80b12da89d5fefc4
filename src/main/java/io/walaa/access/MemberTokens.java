package io.walaa.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.walaa.member.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * Member tokens: JWTs (RFC 7519) signed by HS256 with the deployment's own signing secret, for one member of one
 * programme. A verified token is remembered until it expires, so an open page pays for the signature once.
 */
public final class MemberTokens {
    private static final String AUDIENCE = "walaa";
    private static final String PROGRAMME = "programme";
    private static final int TOKENS_MAX = 50_000;
    private static final int LENGTH_MAX = 2_048;

    /**
     * A token as handed out.
     *
     * @param text goes into {@code Authorization: Bearer}
     * @param expiresAt from when it opens nothing
     */
    public record Token(String text, Instant expiresAt) {}

    private record Verified(Caller caller, Instant expiresAt) {}

    /**
     * A token that was proved.
     *
     * @param member whose it is
     * @param expiresAt from when it proves nothing
     */
    public record Proved(Caller caller, MemberId member, Instant expiresAt) {}

    private final JWTAuth jwt;
    private final InstantSource clock;
    private final Duration lifetime;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(TOKENS_MAX).build();

    /**
     * @param signingSecret at least 32 bytes, the same on every node
     * @param lifetime of a token, whole seconds
     */
    public MemberTokens(Vertx vertx, SecretKey signingSecret, InstantSource clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
        // expiry is judged below, by the server's own clock
        JWTOptions options = new JWTOptions().addAudience(AUDIENCE).setIgnoreExpiration(true);
        this.jwt = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJWTOptions(options)
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm("HS256")
                                .setBuffer(Buffer.buffer(signingSecret.getEncoded()))));
    }

    /** A new token of a member. */
    public Token issue(String programme, MemberId member) {
        Instant now = clock.instant();
        Instant expiresAt = Instant.ofEpochSecond(now.getEpochSecond()).plus(lifetime);
        JsonObject claims = new JsonObject()
                .put("sub", member.value())
                .put(PROGRAMME, programme)
                .put("iat", now.getEpochSecond())
                .put("exp", expiresAt.getEpochSecond());
        JWTOptions options =
                new JWTOptions().setAlgorithm("HS256").addAudience(AUDIENCE).setNoTimestamp(true);
        return new Token(jwt.generateToken(claims, options), expiresAt);
    }

    /** The caller that a token proves; fails with {@link Denied}. */
    public Future<Caller> caller(String text) {
        Verified remembered = verified.getIfPresent(text);
        if (remembered != null) {
            return open(text, remembered);
        }
        if (text.length() > LENGTH_MAX) {
            return Future.failedFuture(new Denied(Denied.Reason.TOKEN_INVALID));
        }
        return jwt.authenticate(new TokenCredentials(text))
                .map(user -> read(user.attributes().getJsonObject("accessToken")))
                .recover(bad -> Future.failedFuture(new Denied(Denied.Reason.TOKEN_INVALID)))
                .compose(fresh -> {
                    verified.put(text, fresh);
                    return open(text, fresh);
                });
    }

    /** What a token proves and until when, for who keeps a connection open by it; fails with {@link Denied}. */
    public Future<Proved> prove(String text) {
        if (text.length() > LENGTH_MAX) {
            return Future.failedFuture(new Denied(Denied.Reason.TOKEN_INVALID));
        }
        return jwt.authenticate(new TokenCredentials(text))
                .map(user -> read(user.attributes().getJsonObject("accessToken")))
                .recover(bad -> Future.failedFuture(new Denied(Denied.Reason.TOKEN_INVALID)))
                .compose(fresh -> open(text, fresh)
                        .map(caller -> new Proved(caller, new MemberId(caller.name()), fresh.expiresAt)));
    }

    private static Verified read(JsonObject claims) {
        MemberId member = new MemberId(claims.getString("sub"));
        Caller caller = new Caller(member.value(), claims.getString(PROGRAMME), Set.of(Scope.ME), member);
        return new Verified(caller, Instant.ofEpochSecond(claims.getLong("exp")));
    }

    private Future<Caller> open(String text, Verified token) {
        if (clock.instant().isBefore(token.expiresAt)) {
            return Future.succeededFuture(token.caller);
        }
        verified.invalidate(text);
        return Future.failedFuture(new Denied(Denied.Reason.TOKEN_EXPIRED));
    }
}
