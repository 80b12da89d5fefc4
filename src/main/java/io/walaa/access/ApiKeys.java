package io.walaa.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * API keys and what this node remembers of them. A key that was seen stays good for {@link #FRESH} without a look, is
 * looked up beside the request until {@link #TRUSTED}, and before it after that; so a revoked key closes within
 * seconds. When the store does not answer, what is remembered counts for {@link #KEPT}: purchases go on while Postgres
 * is down.
 */
public final class ApiKeys {
    static final Duration FRESH = Duration.ofSeconds(2);
    static final Duration TRUSTED = Duration.ofSeconds(8);
    static final Duration KEPT = Duration.ofHours(1);
    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final int KEYS_MAX = 10_000;

    /** @param trustedUntil from when on a request waits for another look */
    private record Known(
            StoredKey key, Caller caller, Instant lookedUpAt, Instant trustedUntil, AtomicBoolean refreshing) {}

    private final SecretKey deploymentSecret;
    private final InstantSource clock;
    private final Function<String, Future<@Nullable StoredKey>> find;
    private final Consumer<String> noteUse;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(KEYS_MAX).build();
    private final Cache<String, Instant> unknown =
            Caffeine.newBuilder().maximumSize(KEYS_MAX).build();
    private final Cache<String, Instant> noted =
            Caffeine.newBuilder().maximumSize(KEYS_MAX).build();

    /**
     * @param deploymentSecret keys the hashes of what is stored
     * @param find a stored key by id, null if there is none or it was revoked
     * @param noteUse keeps that a key is in use; called at most once a minute for each
     */
    public ApiKeys(
            SecretKey deploymentSecret,
            InstantSource clock,
            Function<String, Future<@Nullable StoredKey>> find,
            Consumer<String> noteUse) {
        this.deploymentSecret = deploymentSecret;
        this.clock = clock;
        this.find = find;
        this.noteUse = noteUse;
    }

    /** The caller that this text proves; fails with {@link Denied}. */
    public Future<Caller> caller(String text) {
        Instant now = clock.instant();
        Known remembered = known.getIfPresent(text);
        if (remembered == null) {
            return unseen(text, now);
        }
        Duration age = Duration.between(remembered.lookedUpAt, now);
        if (now.isAfter(remembered.trustedUntil)) {
            return lookUp(text, now).recover(failure -> remember(text, remembered, failure, age, now));
        }
        if (age.compareTo(FRESH) > 0 && remembered.refreshing.compareAndSet(false, true)) {
            lookUp(text, now).onFailure(failure -> remembered.refreshing.set(false));
        }
        return open(remembered, now);
    }

    private Future<Caller> unseen(String text, Instant now) {
        Instant missed = unknown.getIfPresent(text);
        if (missed != null && missed.plus(FRESH).isAfter(now)) {
            return Future.failedFuture(new Denied(Denied.Reason.KEY_UNKNOWN));
        }
        return lookUp(text, now);
    }

    private Future<Caller> remember(String text, Known remembered, Throwable failure, Duration age, Instant now) {
        if (failure instanceof Denied || age.compareTo(KEPT) > 0) {
            known.invalidate(text);
            return Future.failedFuture(failure);
        }
        // The next requests need not wait for a store that is away.
        known.put(
                text,
                new Known(
                        remembered.key,
                        remembered.caller,
                        remembered.lookedUpAt,
                        now.plus(TRUSTED),
                        new AtomicBoolean()));
        return open(remembered, now);
    }

    private Future<Caller> lookUp(String text, Instant now) {
        KeyText given = KeyText.parse(text);
        if (given == null) {
            return Future.failedFuture(new Denied(Denied.Reason.KEY_UNKNOWN));
        }
        return find.apply(given.id()).compose(key -> {
            if (key == null || !same(key.hash(), given.hash(deploymentSecret))) {
                known.invalidate(text);
                unknown.put(text, now);
                return Future.failedFuture(new Denied(Denied.Reason.KEY_UNKNOWN));
            }
            Caller caller = new Caller(key.id(), key.programme(), key.scopes(), null);
            Known fresh = new Known(key, caller, now, now.plus(TRUSTED), new AtomicBoolean());
            known.put(text, fresh);
            note(key.id(), now);
            return open(fresh, now);
        });
    }

    private void note(String id, Instant now) {
        Instant before = noted.getIfPresent(id);
        if (before == null || before.plus(NOTED).isBefore(now)) {
            noted.put(id, now);
            noteUse.accept(id);
        }
    }

    private static Future<Caller> open(Known known, Instant now) {
        Instant expiresAt = known.key.expiresAt();
        return expiresAt != null && !now.isBefore(expiresAt)
                ? Future.failedFuture(new Denied(Denied.Reason.KEY_EXPIRED))
                : Future.succeededFuture(known.caller);
    }

    private static boolean same(String hash, String other) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
