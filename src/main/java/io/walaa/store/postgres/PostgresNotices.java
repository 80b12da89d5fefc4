package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.function.Consumer;

/**
 * Hears what other nodes announce by NOTIFY, on one connection of its own that is made again whenever it breaks. What
 * was announced in between is lost, so each channel says when it has just begun to listen.
 */
public final class PostgresNotices implements AutoCloseable {
    private static final long RECONNECT_MILLIS = 500;

    private final PgSubscriber subscriber;

    /** Hears nothing before {@link #start}. */
    public PostgresNotices(Vertx vertx, PgConnectOptions options) {
        this.subscriber = PgSubscriber.subscriber(vertx, options).reconnectPolicy(attempt -> RECONNECT_MILLIS);
    }

    /**
     * Listens to a channel.
     *
     * @param heard takes each payload
     * @param begun runs whenever listening begins, at first and after an interruption
     */
    public void listen(String channel, Consumer<String> heard, Runnable begun) {
        subscriber.channel(channel).subscribeHandler(done -> begun.run()).handler(heard::accept);
    }

    /** Connects; fails if Postgres does not answer. */
    public Future<Void> start() {
        return subscriber.connect();
    }

    /** Stops listening. */
    @Override
    public void close() {
        subscriber.close();
    }
}
