package io.walaa.ledger;

import java.util.concurrent.TimeUnit;

/**
 * How fast the backlog drains, as a moving average that soon forgets a slow beginning. Written by the flusher's thread,
 * read by any.
 */
final class DrainRate {
    private static final double WEIGHT = 0.5;

    /** What is known since the last round of the flusher. */
    private record Known(double perMilli, long atNanos) {}

    private static final Known NOTHING = new Known(0, 0);

    private final int probeMillis;
    private volatile Known known = NOTHING;

    DrainRate(int probeMillis) {
        this.probeMillis = probeMillis;
    }

    void flushed(int entries, long millis) {
        if (entries > 0) {
            double now = entries / (double) Math.max(1, millis);
            double before = known.perMilli == 0 ? now : known.perMilli;
            known = new Known(before + WEIGHT * (now - before), System.nanoTime());
        }
    }

    /** Postgres is away. */
    void nothing() {
        known = NOTHING;
    }

    /**
     * After how long so many that waited when the last round ended are flushed; the probe interval if nothing drains.
     */
    long millis(long entries) {
        Known last = known;
        if (last.perMilli == 0) {
            return probeMillis;
        }
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last.atNanos);
        return Math.max(1, Math.round(entries / last.perMilli) - since);
    }
}
