package io.walaa.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.walaa.journal.JournalReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal to Postgres: entries of many partitions in one transaction, over a connection of its own. Runs on
 * the context it is started on.
 */
public final class Flusher {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);
    private static final int DAY_MILLIS = 86_400_000;
    private static final int LEAVE_MILLIS = 10_000;
    /** A Postgres that is silent for so long is taken for gone. */
    private static final int PATIENCE_MILLIS = 10_000;

    /** Has a partition validated; the future completes when it can be read again. */
    public interface Validation {
        Future<Void> validate(int partition, String why);
    }

    private final Vertx vertx;
    private final FlushConnection connection;
    private final FlushSettings settings;
    private final Leases leases;
    private final LedgerMonths months;
    private final LongSupplier clockMillis;
    private final DirtySet dirty;
    private final FlushMetrics metrics;
    private final DrainRate rate;
    private final FlushGather gather;
    private final FlushCycle cycle;
    private final Map<Integer, FlushedPartition> held = new HashMap<>();
    private final AtomicBoolean wakeSent = new AtomicBoolean();

    private @Nullable Context context;
    private boolean renewing;
    private boolean running;
    private boolean more;
    private boolean stopped;
    private long startedMillis;
    private long lingerTimer = -1;
    private long pollTimer = -1;
    private long monthsTimer = -1;

    /**
     * @param postgres for the flusher's own connection
     * @param pool for leases and ranges
     * @param clockMillis the node's clock, epoch millisecond
     */
    public Flusher(
            Vertx vertx,
            PgConnectOptions postgres,
            Pool pool,
            JournalReader journal,
            AwaitFlush waiting,
            Validation validation,
            LongSupplier clockMillis,
            int partitions,
            FlushSettings settings,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.settings = settings;
        this.clockMillis = clockMillis;
        connection = new FlushConnection(vertx, postgres, PATIENCE_MILLIS, this::doubt);
        leases = new Leases(pool, settings.node(), settings.leaseMillis());
        months = new LedgerMonths(pool);
        dirty = new DirtySet(partitions);
        metrics = new FlushMetrics(registry);
        rate = new DrainRate(settings.pollMillis());
        gather = new FlushGather(journal);
        cycle = new FlushCycle(
                gather,
                new FlushTransaction(new OperationTable(settings.keyWindowMillis())),
                new FlushNotes(journal, clockMillis, settings.tailMillis()),
                new FlushTrouble(
                        (partition, why) -> here(validation.validate(partition, why)),
                        months,
                        settings.node(),
                        this::poll),
                waiting,
                dirty,
                metrics,
                clockMillis,
                settings);
    }

    /** Makes the next months' ranges and begins; succeeds once the first leases are held. */
    public Future<Void> start() {
        context = vertx.getOrCreateContext();
        pollTimer = vertx.setPeriodic(settings.pollMillis(), tick -> tick());
        monthsTimer = vertx.setPeriodic(DAY_MILLIS, tick -> makeMonths());
        return makeMonths().compose(made -> tick());
    }

    /** Something was committed to the partition. Any thread. {@code hint}: a reply waits until it is flushed. */
    public void dirty(int partition, boolean hint) {
        Context mine = context;
        if (dirty.mark(partition, hint) && mine != null && wakeSent.compareAndSet(false, true)) {
            mine.runOnContext(now -> {
                wakeSent.set(false);
                wake();
            });
        }
    }

    /** After how long {@code entries} of the backlog will be flushed; the probe interval while nothing drains. */
    public long drainMillis(long entries) {
        return rate.millis(entries);
    }

    /** The same outcome, on the flusher's context. */
    private Future<Void> here(Future<Void> elsewhere) {
        Promise<Void> promise = Promise.promise();
        Context mine = Objects.requireNonNull(context);
        elsewhere.onComplete(done -> mine.runOnContext(now -> promise.handle(done)));
        return promise.future();
    }

    private Future<Void> makeMonths() {
        return months.ensure(Instant.ofEpochMilli(clockMillis.getAsLong()))
                .onFailure(failure -> LOG.error("the next months' ranges of the ledger were not made", failure));
    }

    private Future<Void> tick() {
        if (stopped || renewing) {
            return Future.succeededFuture();
        }
        renewing = true;
        return leases.renew()
                .timeout(PATIENCE_MILLIS, MILLISECONDS)
                .map(this::hold)
                .compose(holding -> connection.open())
                .onFailure(failure -> LOG.warn("Postgres does not answer the flusher: {}", failure.getMessage()))
                .onComplete(renewed -> {
                    renewing = false;
                    if (connection.current() == null) {
                        peek();
                    }
                    poll();
                });
    }

    private Void hold(Leases.Holding holding) {
        Map<Integer, PartitionRow> mine = new HashMap<>();
        holding.held().forEach(row -> mine.put(row.partition(), row));
        held.keySet().retainAll(mine.keySet());
        mine.forEach((partition, row) ->
                held.computeIfAbsent(partition, fresh -> new FlushedPartition(row, clockMillis.getAsLong())));
        metrics.partitions(held.size(), holding.quarantined());
        return null;
    }

    private void doubt() {
        held.values().forEach(FlushedPartition::doubt);
    }

    /** While Postgres is away, the journal is still looked at: an operator wants to see the backlog grow. */
    private void peek() {
        held.values().forEach(partition -> gather.peek(partition));
        rate.nothing();
        measure();
    }

    /** Looks at all partitions: a commit that no one told of is found within the interval. */
    private void poll() {
        held.keySet().forEach(partition -> dirty.mark(partition, false));
        wake();
    }

    private void wake() {
        if (running || stopped || connection.current() == null) {
            return;
        }
        long wait = more || dirty.hinted() ? 0 : startedMillis + settings.lingerMillis() - now();
        if (wait <= 0) {
            vertx.cancelTimer(lingerTimer);
            lingerTimer = -1;
            run();
        } else if (lingerTimer == -1) {
            lingerTimer = vertx.setTimer(wait, over -> {
                lingerTimer = -1;
                wake();
            });
        }
    }

    private Future<FlushCycle.Outcome> run() {
        running = true;
        startedMillis = now();
        PgConnection open = Objects.requireNonNull(connection.current());
        return Future.<Void>succeededFuture()
                .compose(begun -> cycle.run(open, held))
                .timeout(PATIENCE_MILLIS, MILLISECONDS)
                .onFailure(failure -> {
                    if (failure instanceof TimeoutException) {
                        // What it was doing may still happen, so nothing is known; the fence holds for the next.
                        connection.abandon(open);
                        doubt();
                    }
                })
                .onFailure(failure -> LOG.warn("not flushed: {}", failure.getMessage()))
                .onComplete(done -> {
                    running = false;
                    more = done.succeeded() && done.result().more();
                    rate.flushed(done.succeeded() ? done.result().entries() : 0, now() - startedMillis);
                    measure();
                    if (more || held.keySet().stream().anyMatch(dirty::isDirty)) {
                        wake();
                    }
                });
    }

    private void measure() {
        long entries = 0;
        long lag = 0;
        for (FlushedPartition partition : held.values()) {
            entries += partition.backlog();
            lag = Math.max(lag, partition.lagMillis(clockMillis.getAsLong()));
        }
        metrics.waiting(entries, lag);
    }

    /** Flushes what is there, for at most ten seconds, and gives the leases back. */
    public Future<Void> stop() {
        Promise<Void> left = Promise.promise();
        Objects.requireNonNull(context).runOnContext(now -> {
            vertx.cancelTimer(pollTimer);
            vertx.cancelTimer(monthsTimer);
            drain(now() + LEAVE_MILLIS).onComplete(drained -> {
                stopped = true;
                leases.leave().transform(gone -> connection.close()).onComplete(left);
            });
        });
        return left.future();
    }

    private Future<Void> drain(long untilMillis) {
        held.keySet().forEach(partition -> dirty.mark(partition, true));
        wake();
        Promise<Void> looked = Promise.promise();
        vertx.setTimer(settings.lingerMillis(), over -> looked.complete());
        return looked.future()
                .compose(over -> running || held.keySet().stream().anyMatch(dirty::isDirty) || backlog() > 0
                        ? (now() < untilMillis && connection.current() != null
                                ? drain(untilMillis)
                                : Future.succeededFuture())
                        : Future.succeededFuture());
    }

    private long backlog() {
        return held.values().stream().mapToLong(FlushedPartition::backlog).sum();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
