package io.walaa.live;

import io.vertx.core.Future;

/** Whether a member may see a shared channel; asked at every subscription, so also at every reconnection. */
public interface ChannelAccess {
    /** The answer, which follows from the member's state. */
    Future<Boolean> may(Proof proof, ChannelName channel);
}
