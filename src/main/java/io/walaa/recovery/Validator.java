package io.walaa.recovery;

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
import io.walaa.store.redis.ToSlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the door of every Redis connection. A Redis that this node, or another one, has validated is adopted; any
 * other is compared with Postgres under a lock: the generation is raised in Postgres first, so that a flush under way
 * fails, then {@code meta} is written on condition of what was read. One of these per node.
 */
public final class Validator implements RedisLink.Greeting {
    private static final int TRIES = 5;

    private final Pool postgres;
    private final Partitions partitions;
    private final Generations generations;
    private final Outcomes outcomes;
    private final Set<Integer> doubted = ConcurrentHashMap.newKeySet();
    private final Map<String, Future<Void>> underWay = new HashMap<>();
    private volatile IntConsumer rebuilt = partition -> {};
    private final AckLevel[] levels;
    private volatile AckLevel level = AckLevel.MEMORY;

    public Validator(Pool postgres, Partitions partitions, Generations generations, MeterRegistry registry) {
        outcomes = new Outcomes(registry);
        this.postgres = postgres;
        this.partitions = partitions;
        this.generations = generations;
        levels = new AckLevel[partitions.count()];
        Arrays.fill(levels, AckLevel.MEMORY);
    }

    /** Calls {@code then} with each adopted partition whose idempotency records are not all back since a rebuild. */
    public void onRebuilt(IntConsumer then) {
        rebuilt = then;
    }

    /** Has a partition looked at anew at the next greeting, although it seems valid. Any thread. */
    public void doubt(int partition) {
        doubted.add(partition);
    }

    /** What an answer survives without waiting for Postgres, whichever partition it is of; as of the last greetings. */
    public AckLevel level() {
        return level;
    }

    /**
     * A Redis at the door.
     *
     * @param here partitions that it has
     */
    private record Door(ToSlot redis, String fenceId, BitSet here) {
        Future<Map<Integer, @Nullable Meta>> metas(Partitions partitions) {
            return Meta.readAll(redis, partitions, here);
        }

        Door without(BitSet apart) {
            BitSet left = (BitSet) here.clone();
            left.andNot(apart);
            return new Door(redis, fenceId, left);
        }
    }

    @Override
    public Future<Void> greet(RedisConnection connection, RedisGreeting greeting) {
        BitSet here = new BitSet();
        IntStream.range(0, partitions.count())
                .filter(partition -> greeting.slots().get(partitions.slot(partition)))
                .forEach(here::set);
        Door door = new Door((slot, request) -> connection.send(request), greeting.fenceId(), here);
        return RedisPolicy.of(connection)
                .onSuccess(policy -> survives(here, policy.level()))
                .compose(policy -> oneAtATime(door))
                .compose(done -> loadScripts(connection, greeting.fenceId()));
    }

    private synchronized void survives(BitSet here, AckLevel now) {
        here.stream().forEach(partition -> levels[partition] = now);
        level = Collections.min(List.of(levels));
    }

    /** Each Redis is looked at by one greeting at a time; one that does not answer keeps no other waiting. */
    private synchronized Future<Void> oneAtATime(Door door) {
        Future<Void> before = underWay.getOrDefault(door.fenceId(), Future.succeededFuture());
        Future<Void> turn = before.transform(done -> pass(door));
        underWay.put(door.fenceId(), turn);
        return turn.onComplete(done -> over(door, turn));
    }

    private synchronized void over(Door door, Future<Void> turn) {
        underWay.remove(door.fenceId(), turn);
    }

    private Future<Void> loadScripts(RedisConnection connection, String fenceId) {
        List<Request> loads = new ArrayList<>();
        generations
                .scriptTexts(fenceId)
                .forEach(text ->
                        loads.add(Request.cmd(Command.SCRIPT).arg("LOAD").arg(text)));
        return connection.batch(loads).mapEmpty();
    }

    private Future<Void> pass(Door door) {
        return door.metas(partitions).compose(metas -> {
            if (asWeKnowIt(metas, door.fenceId())) {
                return Future.succeededFuture();
            }
            return adopt(door, postgres).compose(adopted -> adopted ? Future.succeededFuture() : underLock(door));
        });
    }

    private boolean asWeKnowIt(Map<Integer, @Nullable Meta> metas, String fenceId) {
        for (Map.Entry<Integer, @Nullable Meta> one : metas.entrySet()) {
            int partition = one.getKey();
            Meta meta = one.getValue();
            if (!generations.fenceId(partition).equals(fenceId) || doubted.contains(partition)) {
                return false;
            }
            if (meta == null || !meta.run().equals(fenceId) || meta.generation() != generations.of(partition)) {
                return false;
            }
        }
        return true;
    }

    /** Takes over what is valid as it stands; false if some partition has to be validated. */
    private Future<Boolean> adopt(Door door, SqlClient client) {
        // Postgres first: a flush between the two reads must not make Redis look as if it were behind.
        return PartitionFence.readAll(client)
                .compose(flushed -> door.metas(partitions).map(metas -> adopt(metas, flushed, door.fenceId())));
    }

    private boolean adopt(
            Map<Integer, @Nullable Meta> metas, Map<Integer, PartitionFence.Flushed> flushed, String fenceId) {
        long[] generation = new long[partitions.count()];
        long[] since = new long[partitions.count()];
        BitSet here = new BitSet();
        for (Map.Entry<Integer, @Nullable Meta> one : metas.entrySet()) {
            int partition = one.getKey();
            Meta meta = one.getValue();
            PartitionFence.Flushed row = Objects.requireNonNull(flushed.get(partition));
            here.set(partition);
            if (row.quarantined()) {
                continue;
            }
            if (!valid(meta, row, fenceId)) {
                return false;
            }
            generation[partition] = row.generation();
            since[partition] = Objects.requireNonNull(meta).since();
        }
        generations.adopt(fenceId, here, generation, since);
        metas.forEach((partition, meta) -> {
            if (meta != null && !meta.loaded()) {
                rebuilt.accept(partition);
            }
        });
        return true;
    }

    private boolean valid(@Nullable Meta meta, PartitionFence.Flushed row, String fenceId) {
        return meta != null
                && !doubted.contains(row.partition())
                && meta.run().equals(fenceId)
                && meta.generation() == row.generation()
                && meta.seq() >= row.lastSeq();
    }

    private Future<Void> underLock(Door door) {
        long begin = System.nanoTime();
        return ValidationLock.with(postgres, connection -> validateAll(door, connection))
                .onSuccess(done -> outcomes.sum(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
    }

    private Future<Void> validateAll(Door door, SqlConnection connection) {
        BitSet apart = new BitSet();
        return PartitionFence.readAll(connection)
                .compose(flushed -> door.metas(partitions).compose(metas -> {
                    // all at once: after one another, each step of each would wait for its turn on a busy event loop
                    List<Future<Void>> all = new ArrayList<>();
                    for (Map.Entry<Integer, @Nullable Meta> one : metas.entrySet()) {
                        int partition = one.getKey();
                        PartitionFence.Flushed row = Objects.requireNonNull(flushed.get(partition));
                        if (!row.quarantined() && !valid(one.getValue(), row, door.fenceId())) {
                            all.add(validate(door, connection, partition, TRIES)
                                    .recover(failure ->
                                            Meta.elsewhere(failure).onSuccess(moving -> apart.set(partition))));
                        }
                    }
                    return all.isEmpty()
                            ? Future.<Void>succeededFuture()
                            : Future.join(all).<Void>mapEmpty();
                }))
                .compose(done -> adopt(door.without(apart), connection))
                .compose(adopted -> adopted
                        ? Future.succeededFuture()
                        : Future.failedFuture("Redis changed while it was validated"));
    }

    private Future<Void> validate(Door door, SqlConnection connection, int partition, int tries) {
        ToSlot redis = door.redis();
        return Meta.read(redis, partitions, partition)
                .compose(first -> PartitionFence.raise(connection, partition, first == null ? 0 : first.generation()))
                .compose(flushed -> Meta.read(redis, partitions, partition)
                        .compose(meta -> Verdict.of(redis, connection, partitions, meta, flushed)
                                .compose(verdict -> carryOut(door, connection, meta, flushed, verdict))))
                .compose(written -> {
                    if (written) {
                        return Future.succeededFuture();
                    }
                    return tries == 0
                            ? Future.failedFuture("partition " + partition + " kept changing while it was validated")
                            : validate(door, connection, partition, tries - 1);
                });
    }

    private Future<Boolean> carryOut(
            Door door, SqlConnection connection, @Nullable Meta meta, PartitionFence.Flushed flushed, Verdict verdict) {
        int partition = flushed.partition();
        doubted.remove(partition);
        outcomes.found(verdict, meta, flushed);
        if (verdict == Verdict.FORK || verdict == Verdict.GAP) {
            return PartitionFence.quarantine(connection, partition, verdict.text())
                    .map(true);
        }
        return ValidateScript.write(door.redis(), partitions, meta, flushed, verdict, door.fenceId());
    }
}
