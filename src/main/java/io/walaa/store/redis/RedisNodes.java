package io.walaa.store.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The masters of a Redis as one event loop reaches them: one that has all slots, or those of a cluster. To be used on
 * that event loop.
 */
public interface RedisNodes extends ToSlot {
    /** The connection to the master that has a slot, as far as is known. */
    RedisLink at(int slot);

    /** The connections to all masters. */
    List<RedisLink> masters();

    /**
     * Calls a script that names the fence it was loaded under. Where the slot has moved this fails with Redis's MOVED:
     * nothing was done, and the new master has to be validated for the slot before the call is made anew.
     */
    Future<Response> call(int slot, Request request);

    /** Has the master of a slot greeted again, because a call was fenced off. */
    default Future<Void> greetAgain(int slot) {
        return at(slot).greetAgain();
    }

    /**
     * Makes what subscribes at these masters; it is not opened yet.
     *
     * @param message takes channel and payload
     */
    Subscriber subscriber(BiConsumer<String, String> message);

    /** The event loop that owns the connections. */
    Context context();

    /** Whether calls go through to every master at the moment. Any thread. */
    boolean ready();

    /** Whether calls go through to some master at the moment. Any thread. */
    boolean usable();

    /** Connects; completes when calls go through. Fails if the first try does. */
    Future<Void> open();

    /** Closes all connections for good. Calls under way fail. */
    Future<Void> close();

    /**
     * Asks what is behind a URL, which may name several nodes of one cluster.
     *
     * @return makes the connections for an event loop; fails if nobody answers
     */
    static Future<Connector> behind(Vertx vertx, URI url) {
        List<URI> seeds = RedisSeeds.of(url);
        return FirstAnswer.clusterMode(vertx, seeds).compose(cluster -> {
            if (cluster) {
                return Future.succeededFuture((context, greeting) -> new RedisCluster(vertx, context, seeds, greeting));
            }
            return seeds.size() > 1
                    ? Future.failedFuture("several addresses are given, but Redis does not run in cluster mode")
                    : Future.succeededFuture((context, greeting) ->
                            new RedisLink(vertx, context, seeds.get(0).toString(), greeting));
        });
    }

    /** Makes the connections to one Redis. */
    interface Connector {
        /**
         * Makes them; they are not opened yet.
         *
         * @param context the event loop that is to own them
         * @param greeting for each master
         */
        RedisNodes connect(Context context, RedisLink.Greeting greeting);
    }
}
