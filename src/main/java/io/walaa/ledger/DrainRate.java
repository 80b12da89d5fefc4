package io.walaa.ledger;

/** How fast the backlog drains, as a moving average. Written by the flusher's thread, read by any. */
final class DrainRate {
    private static final double WEIGHT = 0.2;

    private final int probeMillis;
    private volatile double perMilli;

    DrainRate(int probeMillis) {
        this.probeMillis = probeMillis;
    }

    void flushed(int entries, long millis) {
        if (entries > 0) {
            double now = entries / (double) Math.max(1, millis);
            perMilli = perMilli == 0 ? now : perMilli + WEIGHT * (now - perMilli);
        }
    }

    /** Postgres is away. */
    void nothing() {
        perMilli = 0;
    }

    long millis(long entries) {
        double rate = perMilli;
        return rate == 0 ? probeMillis : Math.max(1, Math.round(entries / rate));
    }
}
