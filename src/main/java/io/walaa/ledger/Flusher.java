package io.walaa.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.walaa.journal.JournalReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal to Postgres: entries of many partitions in one transaction, in several lines beside each other.
 * Runs on the context it is started on.
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
    private final FlushSettings settings;
    private final Leases leases;
    private final LedgerMonths months;
    private final LongSupplier clockMillis;
    private final FlushMetrics metrics;
    private final DrainRate rate;
    private final List<FlushLine> lines = new ArrayList<>();
    private final AtomicBoolean wakeSent = new AtomicBoolean();

    private @Nullable Context context;
    private boolean renewing;
    private boolean away;
    private boolean stopped;
    private long pollTimer = -1;
    private long monthsTimer = -1;
    private volatile long waitingEntries;

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
        leases = new Leases(pool, settings.node(), settings.leaseMillis());
        months = new LedgerMonths(pool);
        metrics = new FlushMetrics(registry);
        rate = new DrainRate(settings.pollMillis());
        FlushGather gather = new FlushGather(journal, metrics);
        FlushTransaction transaction = new FlushTransaction(new OperationTable(settings.keyWindowMillis()));
        FlushNotes notes = new FlushNotes(journal, clockMillis, settings.tailMillis());
        FlushTrouble trouble = new FlushTrouble(
                (partition, why) -> here(validation.validate(partition, why)), months, settings.node(), this::poll);
        for (int i = 0; i < settings.lines(); i++) {
            DirtySet dirty = new DirtySet(partitions);
            lines.add(new FlushLine(
                    vertx,
                    new FlushConnection(vertx, postgres, PATIENCE_MILLIS),
                    gather,
                    new FlushCycle(gather, transaction, notes, trouble, waiting, dirty, metrics, clockMillis, settings),
                    dirty,
                    rate,
                    this::measure,
                    settings.lingerMillis(),
                    PATIENCE_MILLIS));
        }
    }

    private FlushLine line(int partition) {
        return lines.get(partition % lines.size());
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
        if (line(partition).mark(partition, hint) && mine != null && wakeSent.compareAndSet(false, true)) {
            mine.runOnContext(now -> {
                wakeSent.set(false);
                lines.forEach(FlushLine::wake);
            });
        }
    }

    /** After how long all of the backlog will be flushed; the probe interval while nothing drains. */
    public long drainMillis() {
        return drainMillis(waitingEntries);
    }

    /** After how long {@code entries} of the backlog will be flushed; the probe interval while nothing drains. */
    public long drainMillis(long entries) {
        return rate.millis((entries + lines.size() - 1) / lines.size());
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
                .compose(holding -> Future.join(
                                lines.stream().map(FlushLine::open).toList())
                        .<Void>mapEmpty())
                .onComplete(renewed -> {
                    renewing = false;
                    tell(renewed.cause());
                    peek();
                    poll();
                });
    }

    /** Once when Postgres goes, and once when it is back. */
    private void tell(@Nullable Throwable failure) {
        if (failure != null && !away) {
            LOG.warn(
                    "Postgres does not answer the flusher; what is acknowledged waits in Redis: {}",
                    failure.getMessage());
        } else if (failure == null && away) {
            LOG.info("Postgres answers the flusher again; {} entries wait", waitingEntries);
        }
        away = failure != null;
    }

    private Void hold(Leases.Holding holding) {
        for (FlushLine line : lines) {
            Map<Integer, PartitionRow> mine = new HashMap<>();
            holding.held().stream()
                    .filter(row -> line(row.partition()) == line)
                    .forEach(row -> mine.put(row.partition(), row));
            line.hold(mine, clockMillis.getAsLong());
        }
        metrics.partitions(holding.held().size(), holding.quarantined());
        return null;
    }

    /** While Postgres is away, the journal is still looked at: an operator wants to see the backlog grow. */
    private void peek() {
        lines.stream().filter(line -> !line.isOpen()).forEach(FlushLine::peek);
        if (lines.stream().noneMatch(FlushLine::isOpen)) {
            rate.nothing();
        }
        measure();
    }

    /** Looks at all partitions: a commit that no one told of is found within the interval. */
    private void poll() {
        lines.forEach(line -> line.poll(false));
    }

    private void measure() {
        long lag = 0;
        for (FlushLine line : lines) {
            for (FlushedPartition partition : line.held()) {
                lag = Math.max(lag, partition.lagMillis(clockMillis.getAsLong()));
            }
        }
        waitingEntries = lines.stream().mapToLong(FlushLine::backlog).sum();
        metrics.waiting(waitingEntries, lag);
    }

    /** Flushes what is there, for at most ten seconds, and gives the leases back. */
    public Future<Void> stop() {
        Promise<Void> left = Promise.promise();
        Objects.requireNonNull(context).runOnContext(now -> {
            vertx.cancelTimer(pollTimer);
            vertx.cancelTimer(monthsTimer);
            drain(now() + LEAVE_MILLIS).onComplete(drained -> {
                stopped = true;
                lines.forEach(FlushLine::stop);
                leases.leave()
                        .transform(gone ->
                                Future.join(lines.stream().map(FlushLine::close).toList()))
                        .<Void>mapEmpty()
                        .onComplete(left);
            });
        });
        return left.future();
    }

    private Future<Void> drain(long untilMillis) {
        lines.forEach(line -> line.poll(true));
        Promise<Void> looked = Promise.promise();
        vertx.setTimer(settings.lingerMillis(), over -> looked.complete());
        return looked.future()
                .compose(over -> now() >= untilMillis || lines.stream().allMatch(FlushLine::isDrained)
                        ? Future.succeededFuture()
                        : drain(untilMillis));
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
