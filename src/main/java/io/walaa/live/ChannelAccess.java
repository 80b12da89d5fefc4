package io.walaa.live;

/** Whether a member may see a shared channel; asked at every subscription, so also at every reconnection. */
public interface ChannelAccess {
    /** The answer, which follows from the member's state. */
    boolean may(Proof proof, ChannelName channel);
}
