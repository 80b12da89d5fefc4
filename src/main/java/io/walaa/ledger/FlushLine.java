package io.walaa.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the flusher's lines: a fixed share of the partitions, a connection of its own, one transaction at a time.
 * While one line waits for Postgres another reads and writes; a partition belongs to one line for ever, so its entries
 * stay in order. Lives on the flusher's context.
 */
final class FlushLine {
    private static final Logger LOG = LoggerFactory.getLogger(FlushLine.class);

    private final Vertx vertx;
    private final FlushConnection connection;
    private final FlushGather gather;
    private final FlushCycle cycle;
    private final DirtySet dirty;
    private final DrainRate rate;
    private final Runnable ran;
    private final int lingerMillis;
    private final int patienceMillis;
    private final Map<Integer, FlushedPartition> held = new HashMap<>();

    private boolean running;
    private boolean more;
    private boolean stopped;
    private long startedMillis;
    private long lingerTimer = -1;

    /**
     * @param connection nobody else's
     * @param dirty marks of this line's partitions
     * @param ran called after each round
     * @param patienceMillis after which a silent Postgres is taken for gone
     */
    FlushLine(
            Vertx vertx,
            FlushConnection connection,
            FlushGather gather,
            FlushCycle cycle,
            DirtySet dirty,
            DrainRate rate,
            Runnable ran,
            int lingerMillis,
            int patienceMillis) {
        this.vertx = vertx;
        this.connection = connection;
        this.gather = gather;
        this.cycle = cycle;
        this.dirty = dirty;
        this.rate = rate;
        this.ran = ran;
        this.lingerMillis = lingerMillis;
        this.patienceMillis = patienceMillis;
    }

    /** Takes over which of its partitions this node holds now. */
    void hold(Map<Integer, PartitionRow> mine, long nowMillis) {
        held.keySet().retainAll(mine.keySet());
        mine.forEach(
                (partition, row) -> held.computeIfAbsent(partition, fresh -> new FlushedPartition(row, nowMillis)));
    }

    Collection<FlushedPartition> held() {
        return held.values();
    }

    /** Opens the connection if there is none; on a new one nothing is known of what became of the last flush. */
    Future<Void> open() {
        return connection.open(this::doubt);
    }

    boolean isOpen() {
        return connection.current() != null;
    }

    /** Looks how far the journal goes, because nothing can be flushed. */
    void peek() {
        held.values().forEach(gather::peek);
    }

    /** Looks at all its partitions. */
    void poll(boolean hint) {
        held.keySet().forEach(partition -> dirty.mark(partition, hint));
        wake();
    }

    /** Marks a partition; any thread. Whether that is news. */
    boolean mark(int partition, boolean hint) {
        return dirty.mark(partition, hint);
    }

    /** Begins a round, at once or when enough time has gathered entries, unless one is under way. */
    void wake() {
        if (running || stopped || !isOpen() || !(more || isDirty())) {
            return;
        }
        long wait = more || dirty.hinted() ? 0 : startedMillis + lingerMillis - now();
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

    private void run() {
        running = true;
        startedMillis = now();
        PgConnection open = Objects.requireNonNull(connection.current());
        Future.<Void>succeededFuture()
                .compose(begun -> cycle.run(open, held))
                .timeout(patienceMillis, MILLISECONDS)
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
                    ran.run();
                    wake();
                });
    }

    private void doubt() {
        held.values().forEach(FlushedPartition::doubt);
    }

    private boolean isDirty() {
        return held.keySet().stream().anyMatch(dirty::isDirty);
    }

    long backlog() {
        return held.values().stream().mapToLong(FlushedPartition::backlog).sum();
    }

    /** Whether nothing more can be flushed for now: all of it is, or Postgres is away. */
    boolean isDrained() {
        return !isOpen() || !(running || isDirty() || backlog() > 0);
    }

    /** Begins no further round. */
    void stop() {
        stopped = true;
    }

    Future<Void> close() {
        return connection.close();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
