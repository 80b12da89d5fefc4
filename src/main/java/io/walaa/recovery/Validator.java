package io.walaa.recovery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.journal.AckLevel;
import io.walaa.journal.Generations;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.RedisGreeting;
import io.walaa.store.redis.RedisLink;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at the door of every Redis connection. A Redis that this node, or another one, has validated is adopted; any
 * other is compared with Postgres under a lock: the generation is raised in Postgres first, so that a flush under way
 * fails, then {@code meta} is written on condition of what was read. One of these per node.
 */
public final class Validator implements RedisLink.Greeting {
    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);
    private static final int TRIES = 5;

    private final Pool postgres;
    private final Partitions partitions;
    private final Generations generations;
    private final Map<Verdict, Counter> outcomes = new EnumMap<>(Verdict.class);
    private final Set<Integer> doubted = ConcurrentHashMap.newKeySet();
    private Future<Void> underWay = Future.succeededFuture();
    private volatile IntConsumer rebuilt = partition -> {};
    private volatile AckLevel level = AckLevel.MEMORY;

    public Validator(Pool postgres, Partitions partitions, Generations generations, MeterRegistry registry) {
        for (Verdict verdict : Verdict.values()) {
            outcomes.put(
                    verdict,
                    Counter.builder("walaa_validated_partitions")
                            .tag("outcome", verdict.text())
                            .description("partitions of Redis that were compared with Postgres, by what was found")
                            .register(registry));
        }
        this.postgres = postgres;
        this.partitions = partitions;
        this.generations = generations;
    }

    /** Calls {@code then} with each adopted partition whose idempotency records are not all back since a rebuild. */
    public void onRebuilt(IntConsumer then) {
        rebuilt = then;
    }

    /** Has a partition looked at anew at the next greeting, although it seems valid. Any thread. */
    public void doubt(int partition) {
        doubted.add(partition);
    }

    /** What an answer survives without waiting for Postgres, as of the last greeting. */
    public AckLevel level() {
        return level;
    }

    @Override
    public Future<Void> greet(RedisConnection connection, RedisGreeting greeting) {
        return RedisPolicy.of(connection)
                .onSuccess(policy -> level = policy.level())
                .compose(policy -> oneAtATime(connection, greeting.fenceId()))
                .compose(done -> loadScripts(connection));
    }

    private synchronized Future<Void> oneAtATime(RedisConnection connection, String fenceId) {
        Future<Void> turn = underWay.transform(before -> pass(connection, fenceId));
        underWay = turn;
        return turn;
    }

    private Future<Void> loadScripts(RedisConnection connection) {
        List<Request> loads = new ArrayList<>();
        generations
                .scriptTexts()
                .forEach(text ->
                        loads.add(Request.cmd(Command.SCRIPT).arg("LOAD").arg(text)));
        return connection.batch(loads).mapEmpty();
    }

    private Future<Void> pass(RedisConnection connection, String fenceId) {
        return Meta.readAll(connection, partitions).compose(metas -> {
            if (asWeKnowIt(metas, fenceId)) {
                return Future.succeededFuture();
            }
            return adopt(connection, postgres, fenceId)
                    .compose(adopted -> adopted ? Future.succeededFuture() : underLock(connection, fenceId));
        });
    }

    private boolean asWeKnowIt(List<@Nullable Meta> metas, String fenceId) {
        if (!generations.fenceId().equals(fenceId) || !doubted.isEmpty()) {
            return false;
        }
        for (int partition = 0; partition < metas.size(); partition++) {
            Meta meta = metas.get(partition);
            if (meta == null || !meta.run().equals(fenceId) || meta.generation() != generations.of(partition)) {
                return false;
            }
        }
        return true;
    }

    /** Takes over what is valid as it stands; false if some partition has to be validated. */
    private Future<Boolean> adopt(RedisConnection redis, SqlClient client, String fenceId) {
        // Postgres first: a flush between the two reads must not make Redis look as if it were behind.
        return PartitionFence.readAll(client)
                .compose(flushed -> Meta.readAll(redis, partitions).map(metas -> adopt(metas, flushed, fenceId)));
    }

    private boolean adopt(List<@Nullable Meta> metas, Map<Integer, PartitionFence.Flushed> flushed, String fenceId) {
        long[] generation = new long[metas.size()];
        long[] since = new long[metas.size()];
        for (int partition = 0; partition < metas.size(); partition++) {
            Meta meta = metas.get(partition);
            PartitionFence.Flushed row = Objects.requireNonNull(flushed.get(partition));
            if (row.quarantined()) {
                continue;
            }
            if (!valid(meta, row, fenceId)) {
                return false;
            }
            generation[partition] = row.generation();
            since[partition] = Objects.requireNonNull(meta).since();
        }
        generations.adopt(fenceId, generation, since);
        for (int partition = 0; partition < metas.size(); partition++) {
            Meta meta = metas.get(partition);
            if (meta != null && !meta.loaded()) {
                rebuilt.accept(partition);
            }
        }
        return true;
    }

    private boolean valid(@Nullable Meta meta, PartitionFence.Flushed row, String fenceId) {
        return meta != null
                && !doubted.contains(row.partition())
                && meta.run().equals(fenceId)
                && meta.generation() == row.generation()
                && meta.seq() >= row.lastSeq();
    }

    private Future<Void> underLock(RedisConnection redis, String fenceId) {
        return ValidationLock.with(postgres, connection -> validateAll(redis, connection, fenceId));
    }

    private Future<Void> validateAll(RedisConnection redis, SqlConnection connection, String fenceId) {
        return PartitionFence.readAll(connection)
                .compose(flushed -> Meta.readAll(redis, partitions).compose(metas -> {
                    Future<Void> done = Future.succeededFuture();
                    for (int partition = 0; partition < partitions.count(); partition++) {
                        PartitionFence.Flushed row = Objects.requireNonNull(flushed.get(partition));
                        if (!row.quarantined() && !valid(metas.get(partition), row, fenceId)) {
                            int number = partition;
                            done = done.compose(before -> validate(redis, connection, number, fenceId, TRIES));
                        }
                    }
                    return done;
                }))
                .compose(done -> adopt(redis, connection, fenceId))
                .compose(adopted -> adopted
                        ? Future.succeededFuture()
                        : Future.failedFuture("Redis changed while it was validated"));
    }

    private Future<Void> validate(
            RedisConnection redis, SqlConnection connection, int partition, String fenceId, int tries) {
        return Meta.read(redis, partitions, partition)
                .compose(first -> PartitionFence.raise(connection, partition, first == null ? 0 : first.generation()))
                .compose(flushed -> Meta.read(redis, partitions, partition)
                        .compose(meta -> Verdict.of(redis, connection, partitions, meta, flushed)
                                .compose(verdict -> carryOut(redis, connection, meta, flushed, verdict, fenceId))))
                .compose(written -> {
                    if (written) {
                        return Future.succeededFuture();
                    }
                    return tries == 0
                            ? Future.failedFuture("partition " + partition + " kept changing while it was validated")
                            : validate(redis, connection, partition, fenceId, tries - 1);
                });
    }

    private Future<Boolean> carryOut(
            RedisConnection redis,
            SqlConnection connection,
            @Nullable Meta meta,
            PartitionFence.Flushed flushed,
            Verdict verdict,
            String fenceId) {
        int partition = flushed.partition();
        doubted.remove(partition);
        Objects.requireNonNull(outcomes.get(verdict)).increment();
        if (verdict == Verdict.FORK || verdict == Verdict.GAP) {
            LOG.error(
                    "partition {} is set aside: {} at sequence {} of Postgres",
                    partition,
                    verdict == Verdict.FORK ? "Redis and Postgres have different histories" : "entries are missing",
                    flushed.lastSeq());
            LOG.error("partition {}: \"walaa quarantine show\" shows both, \"quarantine settle\" decides", partition);
            return PartitionFence.quarantine(connection, partition, verdict.text())
                    .map(true);
        }
        if (verdict == Verdict.OLDER && flushed.lastSeq() > 0) {
            LOG.warn(
                    "partition {} of Redis was behind Postgres ({} < {}) and is rebuilt from it",
                    partition,
                    meta == null ? 0 : meta.seq(),
                    flushed.lastSeq());
        }
        return ValidateScript.write(redis, partitions, meta, flushed, verdict, fenceId);
    }
}
