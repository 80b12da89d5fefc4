package io.walaa.recovery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.RedisNodes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares all members in Redis with the ledger, round after round and slowly enough to cost nothing. It repairs
 * nothing: drift has a cause that somebody should know.
 */
public final class DriftWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    private static final int PERIOD_MILLIS = 1_000;
    /** Between two rounds. */
    private static final int PAUSE_MILLIS = 5_000;

    private final Vertx vertx;
    private final RedisNodes redis;
    private final Reconcile reconcile;
    private final Counter compared;
    private final AtomicLong drift = new AtomicLong();
    private long found;
    private long nextNanos = System.nanoTime();
    private String cursor = "0";
    private boolean looking;
    private long timer;

    public DriftWatch(
            Vertx vertx, RedisNodes redis, SqlClient postgres, Partitions partitions, MeterRegistry registry) {
        this.vertx = vertx;
        this.redis = redis;
        this.reconcile = new Reconcile(redis, postgres, partitions);
        compared = Counter.builder("walaa_reconcile_members")
                .description("members whose state in Redis was compared with the ledger")
                .register(registry);
        Gauge.builder("walaa_reconcile_drift_members", drift, AtomicLong::get)
                .description("members whose state in Redis is not what the ledger has of it, in the last round")
                .register(registry);
    }

    /** Begins; call on the event loop of the connections. */
    public void start() {
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> look());
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (looking || !redis.ready() || System.nanoTime() - nextNanos < 0) {
            return;
        }
        looking = true;
        reconcile
                .look(cursor)
                .onSuccess(this::seen)
                .onFailure(failure -> LOG.debug("nothing was compared", failure))
                .onComplete(done -> looking = false);
    }

    private void seen(Reconcile.Look look) {
        compared.increment(look.compared());
        for (Reconcile.Drift one : look.drifts()) {
            LOG.error(
                    "member {} of programme {} differs from the ledger in {}; \"walaa reconcile --repair yes\" brings it"
                            + " back from there",
                    one.member(),
                    one.programme(),
                    one.fields());
        }
        found += look.drifts().size();
        cursor = look.cursor();
        if (cursor.equals("0")) {
            drift.set(found);
            found = 0;
            nextNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        } else {
            drift.accumulateAndGet(found, Math::max);
        }
    }
}
