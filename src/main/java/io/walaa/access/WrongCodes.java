package io.walaa.access;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops those who guess codes: what counts are codes that nobody has, never good ones and never typos, which the check
 * symbol tells without a look. Each key may be wrong so often from one address, and ten times as often from all.
 */
public final class WrongCodes {
    private static final int ADDRESSES = 10;

    private final RateLimit perAddress;
    private final RateLimit perKey;

    /**
     * @param perMinute wrong codes of one key from one address
     * @param nanoTime a monotonic clock
     */
    public WrongCodes(int perMinute, LongSupplier nanoTime) {
        perAddress = new RateLimit("codes", perMinute, Duration.ofMinutes(1), nanoTime);
        perKey = new RateLimit("codes-key", (long) ADDRESSES * perMinute, Duration.ofMinutes(1), nanoTime);
    }

    /** Milliseconds until this caller may try another code; 0 if now. */
    public long waitMillis(String key, String address) {
        RateLimit.Verdict here = perAddress.look(key + " " + address);
        RateLimit.Verdict all = perKey.look(key);
        return Math.max(here.allowed() ? 0 : here.retryAfterMillis(), all.allowed() ? 0 : all.retryAfterMillis());
    }

    /** Notes a code that nobody has. */
    public void wrong(String key, String address) {
        perAddress.count(key + " " + address);
        perKey.count(key);
    }
}
