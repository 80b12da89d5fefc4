package io.walaa.store.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** Sends a command to the Redis that has its keys. */
@FunctionalInterface
public interface ToSlot {
    /**
     * Sends it.
     *
     * @param slot that all of its keys hash to, see {@link Slot}
     */
    Future<Response> send(int slot, Request request);
}
