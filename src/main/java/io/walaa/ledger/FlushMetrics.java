package io.walaa.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How the flusher is doing. */
final class FlushMetrics {
    private final DistributionSummary batch;
    private final Timer duration;
    private final Counter failures;
    private final Counter duplicates;
    private final Counter missing;
    private final AtomicLong lagMillis = new AtomicLong();
    private final AtomicLong backlog = new AtomicLong();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger quarantined = new AtomicInteger();

    FlushMetrics(MeterRegistry registry) {
        batch = DistributionSummary.builder("walaa.flush.batch.entries")
                .description("entries of one transaction")
                .register(registry);
        duration = Timer.builder("walaa.flush.duration")
                .description("time of one transaction")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        failures = Counter.builder("walaa.flush.failures")
                .description("transactions that were not committed")
                .register(registry);
        duplicates = Counter.builder("walaa.flush.duplicates")
                .description("entries whose operation was there before; each will be reversed")
                .register(registry);
        missing = Counter.builder("walaa.flush.missing.entries")
                .description("entries that Postgres had and lost, as after a restore, and that are flushed again")
                .register(registry);
        Gauge.builder("walaa.flush.lag", lagMillis, lag -> lag.get() / 1000.0)
                .baseUnit("seconds")
                .description("age of the oldest entry of this node's partitions that Postgres may not have")
                .register(registry);
        Gauge.builder("walaa.flush.backlog.entries", backlog, AtomicLong::get)
                .description("entries of this node's partitions that Postgres does not have")
                .register(registry);
        Gauge.builder("walaa.flush.partitions", held, AtomicInteger::get)
                .description("partitions that this node flushes")
                .register(registry);
        Gauge.builder("walaa.flush.quarantined.partitions", quarantined, AtomicInteger::get)
                .description("partitions set aside until an operator settles them")
                .register(registry);
    }

    void flushed(int entries, int duplicatesFound, long nanos) {
        batch.record(entries);
        duration.record(Duration.ofNanos(nanos));
        duplicates.increment(duplicatesFound);
    }

    /** So many entries that were flushed are not in Postgres any more. */
    void missing(long entries) {
        missing.increment((double) entries);
    }

    void failed() {
        failures.increment();
    }

    void waiting(long entries, long oldestMillis) {
        backlog.set(entries);
        lagMillis.set(oldestMillis);
    }

    void partitions(int mine, int aside) {
        held.set(mine);
        quarantined.set(aside);
    }
}
