package io.walaa.ledger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where replies wait until their entry stands in Postgres. A number releases a reply only within the reply's own
 * generation; otherwise, and after 100 ms, its commit id is looked up. Thread-safe; a future completes on the context
 * it was asked for on.
 */
public final class AwaitFlush {
    private static final int LOOK_UP_MILLIS = 100;
    private static final int TICK_MILLIS = 25;
    private static final String FIND = """
            SELECT w.place, e.commit_id
            FROM unnest($1::int[], $2::bigint[]) WITH ORDINALITY AS w(partition, seq, place)
            JOIN entry e ON e.partition = w.partition AND e.seq = w.seq
            """;

    /** What became of an entry. */
    public enum Outcome {
        /** Postgres has it. */
        FLUSHED,
        /** Not known to be there by now: Postgres is away or far behind. */
        PENDING,
        /** Postgres has another entry in its place: it was lost before it was flushed. */
        LOST
    }

    private static final class Waiter {
        private final Position position;
        private final long generation;
        private final @Nullable String commitId;
        private final long giveUpMillis;
        private final Context context;
        private final Promise<Outcome> promise = Promise.promise();
        private long lookUpMillis;

        Waiter(
                Position position,
                long generation,
                @Nullable String commitId,
                long lookUpMillis,
                long giveUpMillis,
                Context context) {
            this.position = position;
            this.generation = generation;
            this.commitId = commitId;
            this.lookUpMillis = lookUpMillis;
            this.giveUpMillis = giveUpMillis;
            this.context = context;
        }
    }

    /** The waiters of one partition and the last release; guarded by itself. */
    private static final class Queue {
        private final List<Waiter> waiters = new ArrayList<>();
        private long generation = -1;
        private long seq = -1;
    }

    private final Vertx vertx;
    private final SqlClient client;
    private final int giveUpMillis;
    private final Queue[] queues;
    private final long timer;
    private boolean lookingUp;

    /** @param giveUpMillis after which a reply goes out with less than was asked for */
    public AwaitFlush(Vertx vertx, SqlClient client, int partitions, int giveUpMillis) {
        this.vertx = vertx;
        this.client = client;
        this.giveUpMillis = giveUpMillis;
        this.queues = new Queue[partitions];
        for (int i = 0; i < partitions; i++) {
            queues[i] = new Queue();
        }
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    /** Waits for an entry of this node's commit, made under {@code generation}. */
    public Future<Outcome> entry(Position position, long generation, String commitId) {
        long now = millis();
        return enqueue(new Waiter(
                position, generation, commitId, now + LOOK_UP_MILLIS, now + giveUpMillis, vertx.getOrCreateContext()));
    }

    /** Waits for a position to be flushed, for at most 100 ms; succeeds in any case. */
    public Future<Void> position(Position position, long generation) {
        long now = millis();
        return enqueue(new Waiter(
                        position,
                        generation,
                        null,
                        now + LOOK_UP_MILLIS,
                        now + LOOK_UP_MILLIS,
                        vertx.getOrCreateContext()))
                .mapEmpty();
    }

    /** Postgres has the partition up to {@code seq}, flushed under {@code generation}. */
    public void released(int partition, long seq, long generation) {
        List<Waiter> done = new ArrayList<>();
        release(partition, seq, generation, done);
        complete(done, Outcome.FLUSHED);
    }

    void released(List<PartitionRun> runs) {
        List<Waiter> done = new ArrayList<>();
        for (PartitionRun run : runs) {
            release(run.partition(), run.last().seq(), run.generation(), done);
        }
        complete(done, Outcome.FLUSHED);
    }

    private Future<Outcome> enqueue(Waiter waiter) {
        Queue queue = queues[waiter.position.partition()];
        synchronized (queue) {
            if (queue.generation == waiter.generation && queue.seq >= waiter.position.seq()) {
                return Future.succeededFuture(Outcome.FLUSHED);
            }
            queue.waiters.add(waiter);
        }
        return waiter.promise.future();
    }

    private void release(int partition, long seq, long generation, List<Waiter> done) {
        Queue queue = queues[partition];
        synchronized (queue) {
            if (generation > queue.generation || (generation == queue.generation && seq > queue.seq)) {
                queue.generation = generation;
                queue.seq = seq;
            }
            queue.waiters.removeIf(
                    waiter -> waiter.generation == generation && waiter.position.seq() <= seq && done.add(waiter));
        }
    }

    private void tick() {
        long now = millis();
        List<Waiter> over = new ArrayList<>();
        List<Waiter> due = new ArrayList<>();
        for (Queue queue : queues) {
            synchronized (queue) {
                queue.waiters.removeIf(waiter -> waiter.giveUpMillis <= now && over.add(waiter));
                if (!lookingUp) {
                    for (Waiter waiter : queue.waiters) {
                        if (waiter.lookUpMillis <= now) {
                            waiter.lookUpMillis = now + LOOK_UP_MILLIS;
                            due.add(waiter);
                        }
                    }
                }
            }
        }
        complete(over, Outcome.PENDING);
        if (!due.isEmpty()) {
            lookingUp = true;
            lookUp(due).onComplete(looked -> lookingUp = false);
        }
    }

    /** One query for all that wait long, so that a slow Postgres is not slowed further. */
    private Future<Void> lookUp(List<Waiter> due) {
        Integer[] partitions =
                due.stream().map(waiter -> waiter.position.partition()).toArray(Integer[]::new);
        Long[] seqs = due.stream().map(waiter -> waiter.position.seq()).toArray(Long[]::new);
        return client.preparedQuery(FIND)
                .execute(Tuple.tuple().addValue(partitions).addValue(seqs))
                .timeout(giveUpMillis, TimeUnit.MILLISECONDS)
                .<Void>map(rows -> {
                    List<Waiter> flushed = new ArrayList<>();
                    List<Waiter> lost = new ArrayList<>();
                    rows.forEach(row -> {
                        Waiter waiter = due.get((int) (row.getLong("place") - 1));
                        if (remove(waiter)) {
                            boolean same =
                                    waiter.commitId == null || waiter.commitId.equals(row.getString("commit_id"));
                            (same ? flushed : lost).add(waiter);
                        }
                    });
                    complete(flushed, Outcome.FLUSHED);
                    complete(lost, Outcome.LOST);
                    return null;
                })
                .otherwise(away -> {
                    complete(due.stream().filter(this::remove).toList(), Outcome.PENDING);
                    return null;
                });
    }

    private boolean remove(Waiter waiter) {
        Queue queue = queues[waiter.position.partition()];
        synchronized (queue) {
            return queue.waiters.remove(waiter);
        }
    }

    private static void complete(List<Waiter> done, Outcome outcome) {
        Map<Context, List<Waiter>> byContext = new HashMap<>();
        for (Waiter waiter : done) {
            byContext
                    .computeIfAbsent(waiter.context, context -> new ArrayList<>())
                    .add(waiter);
        }
        byContext.forEach((context, waiters) ->
                context.runOnContext(now -> waiters.forEach(waiter -> waiter.promise.tryComplete(outcome))));
    }

    private static long millis() {
        return System.nanoTime() / 1_000_000;
    }
}
