package io.walaa.store.redis;

import io.vertx.core.Future;

/**
 * Sharded subscriptions. One counts only once Redis has confirmed it. What is published while a connection is made
 * again or a channel's slot moves to another master is lost: whoever listens is told when the channel is confirmed
 * again. To be used on one event loop.
 */
public interface Subscriber {
    /** Connects, and goes on trying. */
    void open();

    /**
     * Subscribes.
     *
     * @param confirmed runs each time Redis has confirmed it, at first and whenever something may have been missed
     * @return completes at the first confirmation
     */
    Future<Void> subscribe(String channel, Runnable confirmed);

    /** Makes the connection of a channel again, because something that was published there did not come. */
    void reconnect(String channel);

    /** Ends all connections for good. Any thread. */
    Future<Void> close();
}
