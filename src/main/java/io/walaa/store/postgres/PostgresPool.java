package io.walaa.store.postgres;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Connections to Postgres. */
public final class PostgresPool {
    private static final int CONNECT_SECONDS_MAX = 5;
    private static final int WAITING_MAX = 10_000;
    private static final int IDLE_MINUTES_MAX = 10;

    private PostgresPool() {}

    /**
     * Makes a pool; it connects when it is first used.
     *
     * @param vertx whose event loops serve it
     * @param name for metrics
     * @param options from {@link PostgresAddress#options()}, perhaps with properties for the session
     * @param connectionsMax most connections at a time; more callers wait, up to 5 seconds
     * @return the pool; who made it closes it
     */
    public static Pool create(Vertx vertx, String name, PgConnectOptions options, int connectionsMax) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(options)
                .with(new PoolOptions()
                        .setName(name)
                        .setMaxSize(connectionsMax)
                        .setMaxWaitQueueSize(WAITING_MAX)
                        .setConnectionTimeout(CONNECT_SECONDS_MAX)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setIdleTimeout(IDLE_MINUTES_MAX)
                        .setIdleTimeoutUnit(TimeUnit.MINUTES)
                        .setShared(false))
                .build();
    }
}
