package io.walaa.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How often one caller may ask this node: a token bucket per caller that holds {@code quota} requests and fills up
 * within {@code window}. Kept as the one number of the generic cell rate algorithm (ITU-T I.371): the instant at which
 * the bucket is full again. Own code because a library's limiter keeps far more per caller, and callers are many.
 */
public final class RateLimit {
    private static final int CALLERS_MAX = 100_000;

    /**
     * Whether one request may pass.
     *
     * @param allowed false: 429
     * @param remaining requests that may follow at once
     * @param fullAfterMillis until the bucket is full again
     * @param retryAfterMillis until the next request may pass, 0 if it may already
     */
    public record Verdict(boolean allowed, long remaining, long fullAfterMillis, long retryAfterMillis) {}

    private final String name;
    private final String policy;
    private final long windowNanos;
    private final long nanosPerRequest;
    private final LongSupplier nanoTime;
    private final Cache<String, AtomicLong> fullAt;

    /**
     * @param name names the policy in headers
     * @param quota requests per window, at least 1
     * @param nanoTime a monotonic clock
     */
    public RateLimit(String name, long quota, Duration window, LongSupplier nanoTime) {
        this.name = name;
        this.policy = "\"" + name + "\";q=" + quota + ";w=" + window.toSeconds();
        this.windowNanos = window.toNanos();
        this.nanosPerRequest = windowNanos / quota;
        this.nanoTime = nanoTime;
        this.fullAt = Caffeine.newBuilder()
                .maximumSize(CALLERS_MAX)
                .expireAfterAccess(window)
                .build();
    }

    /** The value of {@code RateLimit-Policy}. */
    public String policy() {
        return policy;
    }

    /** The value of {@code RateLimit} after a request. */
    public String state(Verdict verdict) {
        return "\"" + name + "\";r=" + verdict.remaining() + ";t=" + (verdict.fullAfterMillis() / 1000 + 1);
    }

    /** Whether {@code caller} may ask now, without counting it. */
    public Verdict look(String caller) {
        AtomicLong bucket = fullAt.getIfPresent(caller);
        long wait = bucket == null ? 0 : Math.max(bucket.get() - nanoTime.getAsLong(), 0);
        long after = wait + nanosPerRequest;
        return after > windowNanos
                ? new Verdict(false, 0, wait / 1_000_000, (after - windowNanos) / 1_000_000 + 1)
                : new Verdict(true, (windowNanos - wait) / nanosPerRequest, wait / 1_000_000, 0);
    }

    /** Counts one request of {@code caller}. */
    public Verdict count(String caller) {
        AtomicLong bucket = fullAt.get(caller, name -> new AtomicLong(nanoTime.getAsLong()));
        while (true) {
            long now = nanoTime.getAsLong();
            long before = bucket.get();
            long wait = Math.max(before - now, 0);
            long after = wait + nanosPerRequest;
            if (after > windowNanos) {
                return new Verdict(false, 0, wait / 1_000_000, (after - windowNanos) / 1_000_000 + 1);
            }
            if (bucket.compareAndSet(before, now + after)) {
                return new Verdict(true, (windowNanos - after) / nanosPerRequest, after / 1_000_000, 0);
            }
        }
    }
}
