package io.walaa.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.store.postgres.JobTable;
import io.walaa.store.postgres.WriteKeyTable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the directory tidy: fails the jobs of nodes that died and forgets write keys whose window has passed. */
public final class DirectoryUpkeep implements AutoCloseable {
    /** A job that says nothing for so long has lost its node; jobs speak every few seconds. */
    public static final Duration JOB_SILENCE_MAX = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryUpkeep.class);
    private static final long INTERVAL_MILLIS = 10_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Duration window;
    private final long timer;

    /** @param window how long an Idempotency-Key is kept */
    public DirectoryUpkeep(Vertx vertx, Pool pool, Duration window) {
        this.vertx = vertx;
        this.pool = pool;
        this.window = window;
        this.timer = vertx.setPeriodic(INTERVAL_MILLIS, tick -> tidy());
    }

    /** Does it once; any number of nodes may at once. */
    Future<Void> tidy() {
        return JobTable.failAbandoned(pool, JOB_SILENCE_MAX)
                .onSuccess(failed -> {
                    if (failed > 0) {
                        LOG.warn("{} jobs had lost their node", failed);
                    }
                })
                .compose(failed -> WriteKeyTable.forget(pool, window))
                .onFailure(failure -> LOG.debug("The directory could not be tidied", failure));
    }

    /** Stops. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
