package io.walaa.store.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sharded subscriptions over one connection per master of a cluster: a channel is heard at the master that has its
 * slot. When the slot moves Redis ends the subscription, and it is begun anew where the slot is now.
 */
final class ClusterSubscriber implements Subscriber {
    private static final int WATCH_MILLIS = 250;

    private final Vertx vertx;
    private final RedisCluster cluster;
    private final BiConsumer<String, String> message;
    private final Map<URI, SubscribedConnection> byMaster = new HashMap<>();
    private final Map<String, Heard> channels = new LinkedHashMap<>();
    private long watch;

    /** A channel: who listens, where it is subscribed, and whether that was confirmed. */
    private static final class Heard {
        private final Runnable listener;
        private final Promise<Void> first = Promise.promise();
        private @Nullable SubscribedConnection at;
        private boolean confirmed;

        Heard(Runnable listener) {
            this.listener = listener;
        }
    }

    ClusterSubscriber(Vertx vertx, RedisCluster cluster, BiConsumer<String, String> message) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.message = message;
        cluster.onMoved(this::place);
    }

    @Override
    public void open() {
        watch = vertx.setPeriodic(WATCH_MILLIS, tick -> {
            if (channels.values().stream().anyMatch(heard -> !heard.confirmed)) {
                cluster.look().onComplete(looked -> subscribeAgain());
            }
        });
    }

    @Override
    public Future<Void> subscribe(String channel, Runnable confirmed) {
        Heard heard = new Heard(confirmed);
        channels.put(channel, heard);
        place(channel, heard);
        return heard.first.future();
    }

    /** Moves what is not heard where its slot is. */
    private void place() {
        channels.forEach(this::place);
        List<URI> idle = new ArrayList<>();
        byMaster.forEach((master, connection) -> {
            if (connection.idle()) {
                idle.add(master);
                connection.close();
            }
        });
        idle.forEach(byMaster::remove);
    }

    private void place(String channel, Heard heard) {
        SubscribedConnection owner = connection(cluster.at(Slot.ofKey(channel)).url());
        if (heard.at != owner) {
            if (heard.at != null) {
                heard.at.unsubscribe(channel);
            }
            heard.at = owner;
            heard.confirmed = false;
            owner.subscribe(channel, () -> confirmed(heard, owner));
        }
    }

    private void subscribeAgain() {
        place();
        channels.forEach((channel, heard) -> {
            if (!heard.confirmed && heard.at != null) {
                SubscribedConnection owner = heard.at;
                owner.subscribe(channel, () -> confirmed(heard, owner));
            }
        });
    }

    private static void confirmed(Heard heard, SubscribedConnection where) {
        if (heard.at == where) {
            heard.confirmed = true;
            heard.first.tryComplete();
            heard.listener.run();
        }
    }

    private SubscribedConnection connection(URI master) {
        return byMaster.computeIfAbsent(master, fresh -> {
            SubscribedConnection connection =
                    new SubscribedConnection(vertx, cluster.context(), master, message, this::lost);
            connection.open();
            return connection;
        });
    }

    private void lost(String channel) {
        Heard heard = channels.get(channel);
        if (heard != null) {
            heard.confirmed = false;
        }
    }

    @Override
    public void reconnect(String channel) {
        Heard heard = channels.get(channel);
        if (heard != null && heard.at != null) {
            heard.at.reconnect(channel);
        }
    }

    @Override
    public Future<Void> close() {
        return Future.future(closed -> cluster.context().runOnContext(now -> {
            vertx.cancelTimer(watch);
            List<Future<Void>> closing =
                    byMaster.values().stream().map(SubscribedConnection::close).toList();
            (closing.isEmpty()
                            ? Future.<Void>succeededFuture()
                            : Future.join(closing).<Void>mapEmpty())
                    .onComplete(closed);
        }));
    }
}
