package io.walaa.recovery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators what was found when Redis was compared with Postgres. Any thread. */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final Map<Verdict, Counter> counters = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Integer> since = new EnumMap<>(Verdict.class);

    Outcomes(MeterRegistry registry) {
        for (Verdict verdict : Verdict.values()) {
            counters.put(
                    verdict,
                    Counter.builder("walaa_validated_partitions")
                            .tag("outcome", verdict.text())
                            .description("partitions of Redis that were compared with Postgres, by what was found")
                            .register(registry));
        }
    }

    /** What was found of one partition; {@code meta} is null when Redis knows nothing of it. */
    synchronized void found(Verdict verdict, @Nullable Meta meta, PartitionFence.Flushed flushed) {
        Objects.requireNonNull(counters.get(verdict)).increment();
        if (meta == null && flushed.lastSeq() == 0) {
            return;
        }
        since.merge(verdict, 1, Integer::sum);
        int partition = flushed.partition();
        switch (verdict) {
            case SAME -> LOG.debug("partition {} of Redis has all that Postgres has", partition);
            case EARLIER ->
                LOG.warn(
                        "partition {}: Postgres was put back to an earlier moment; {} entries that it had are flushed again",
                        partition,
                        Objects.requireNonNull(meta).flushed() - flushed.lastSeq());
            case OLDER ->
                LOG.warn(
                        "partition {} of Redis was behind Postgres ({} < {}) and is rebuilt from it",
                        partition,
                        meta == null ? 0 : meta.seq(),
                        flushed.lastSeq());
            case FORK, GAP -> {
                LOG.error(
                        "partition {} is set aside: {} at sequence {} of Postgres",
                        partition,
                        verdict == Verdict.FORK ? "Redis and Postgres have different histories" : "entries are missing",
                        flushed.lastSeq());
                LOG.error(
                        "partition {}: \"walaa quarantine show\" shows both, \"quarantine settle\" decides", partition);
            }
        }
    }

    /** All were compared, in so many milliseconds: says how many there were of each kind since it was last said. */
    synchronized void sum(long millis) {
        if (!since.isEmpty()) {
            LOG.info(
                    "Redis was started anew, moved or lost something; its partitions were compared with Postgres in {} ms: {}",
                    millis,
                    since.entrySet().stream()
                            .map(kind -> kind.getValue() + " " + kind.getKey().text())
                            .collect(Collectors.joining(", ")));
            since.clear();
        }
    }
}
