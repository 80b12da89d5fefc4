package io.walaa.cli;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.store.redis.RedisNodes;
import java.net.URI;
import java.util.function.Function;

/** The connections of a command to Redis, which validates nothing. */
final class OpenRedis {
    private OpenRedis() {}

    /** Connects, does {@code work} on the event loop that owns the connections, and closes them. */
    static <T> Future<T> with(Vertx vertx, URI url, Function<RedisNodes, Future<T>> work) {
        Context context = vertx.getOrCreateContext();
        return RedisNodes.behind(vertx, url)
                .map(connector -> connector.connect(context, (connection, greeting) -> Future.succeededFuture()))
                .compose(redis -> redis.open()
                        .compose(open -> Future.<T>future(done -> context.runOnContext(
                                // what it throws, as for a wrong argument, is its failure
                                now -> Future.succeededFuture(redis)
                                        .compose(work)
                                        .onComplete(done))))
                        .eventually(redis::close));
    }
}
