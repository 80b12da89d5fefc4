package io.walaa.store.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Asks nodes one after another, over a connection made for one question, until one answers. */
final class FirstAnswer {
    private static final int ANSWER_SECONDS_MAX = 10;

    private FirstAnswer() {}

    /** Whether the first that answers runs in cluster mode. */
    static Future<Boolean> clusterMode(Vertx vertx, List<URI> seeds) {
        return of(
                vertx,
                seeds,
                0,
                (seed, connection) -> connection
                        .send(Request.cmd(Command.INFO).arg("cluster"))
                        .map(info -> info.toString().contains("cluster_enabled:1")));
    }

    /** Which master has which slots, as the first says that answers. */
    static Future<SlotMap> slots(Vertx vertx, List<URI> seeds) {
        return of(
                vertx,
                seeds,
                0,
                (seed, connection) ->
                        connection.send(SlotMap.request()).map(ranges -> SlotMap.of(ranges, seed.getHost())));
    }

    private static <T> Future<T> of(
            Vertx vertx, List<URI> seeds, int at, BiFunction<URI, RedisConnection, Future<T>> question) {
        URI seed = seeds.get(at);
        Future<T> answer = PipelinedConnection.open(vertx, seed)
                .compose(connection -> question.apply(seed, connection)
                        .timeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                        .eventually(connection::close));
        return answer.recover(
                failure -> at + 1 < seeds.size() ? of(vertx, seeds, at + 1, question) : Future.failedFuture(failure));
    }
}
