package io.walaa;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.walaa.recovery.Validator;
import io.walaa.store.redis.RedisNodes;
import java.util.ArrayList;
import java.util.List;

/** One connection to each Redis for each event loop; a Redis is compared with Postgres before it is used. */
final class RedisConnections {
    private final RedisNodes.Connector redis;
    private final Validator validator;
    private final List<RedisNodes> all = new ArrayList<>();

    RedisConnections(RedisNodes.Connector redis, Validator validator) {
        this.redis = redis;
        this.validator = validator;
    }

    /** Those of one more loop; they stand after {@link #open}. */
    RedisNodes connect(Context loop) {
        RedisNodes connected = redis.connect(loop, validator);
        all.add(connected);
        return connected;
    }

    Future<Void> open() {
        Future<Void> opened = Future.succeededFuture();
        for (RedisNodes redis : all) {
            opened = opened.compose(before -> redis.open());
        }
        return opened;
    }

    /** Whether every one stands and was validated. */
    boolean ready() {
        return all.stream().allMatch(RedisNodes::ready);
    }

    /** Whether there is a Redis, be it one of several, to which every loop is connected, and validated. */
    boolean usable() {
        return all.stream().allMatch(RedisNodes::usable);
    }

    Future<Void> close() {
        Future<Void> closed = Future.succeededFuture();
        for (RedisNodes redis : all) {
            closed = closed.compose(before -> redis.close()).otherwiseEmpty();
        }
        return closed;
    }
}
