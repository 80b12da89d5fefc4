package io.walaa.journal;

import io.vertx.core.Future;
import io.walaa.store.redis.Subscriber;
import java.util.HashMap;
import java.util.Map;

/**
 * Hears what the commit script and publishers tell about live streams, partition by partition. Lives on one event loop.
 */
public final class LiveWire {
    private final Partitions partitions;
    private final Listener listener;
    private final Map<Integer, Future<Void>> subscribed = new HashMap<>();

    /** What is heard. */
    public interface Listener {
        /** A message of a member's stream (the channel is its id) or of a shared channel. */
        void published(String programme, String channel, String epoch, LiveRead.Item item);

        /** The member's epoch is gone; whoever shows it must look again. */
        void lost(String programme, String member);

        /** The partition is subscribed again: what was told in between is missed. */
        void resumed(int partition);

        /** A probe came through. */
        void probed(int partition, String text);
    }

    public LiveWire(Partitions partitions, Listener listener) {
        this.partitions = partitions;
        this.listener = listener;
    }

    /** Hears a partition from now on; completes once Redis has confirmed it. Call on the subscriber's event loop. */
    public Future<Void> subscribe(Subscriber subscriber, int partition) {
        return subscribed.computeIfAbsent(
                partition,
                number -> subscriber.subscribe(partitions.liveChannel(number), () -> listener.resumed(number)));
    }

    /** Makes the connection again over which a partition should be heard and is not. */
    public void reconnect(Subscriber subscriber, int partition) {
        subscriber.reconnect(partitions.liveChannel(partition));
    }

    /** Takes a message of a channel. */
    public void hear(String channel, String payload) {
        int space = payload.indexOf(' ');
        switch (space < 0 ? payload : payload.substring(0, space)) {
            case "m", "s" -> published(payload);
            case "x" -> {
                int colon = payload.indexOf(':');
                listener.lost(payload.substring(space + 1, colon), payload.substring(colon + 1));
            }
            case "probe" -> listener.probed(partitions.ofKey(channel), payload);
            default -> {
                // A newer node may tell more than this one understands.
            }
        }
    }

    private void published(String payload) {
        int who = 2;
        int epoch = payload.indexOf(' ', who) + 1;
        int offset = payload.indexOf(' ', epoch) + 1;
        int commit = payload.indexOf(' ', offset) + 1;
        int body = payload.indexOf(' ', commit) + 1;
        int colon = payload.indexOf(':', who);
        listener.published(
                payload.substring(who, colon),
                payload.substring(colon + 1, epoch - 1),
                payload.substring(epoch, offset - 1),
                new LiveRead.Item(
                        Long.parseLong(payload, offset, commit - 1, 10),
                        payload.substring(commit, body - 1),
                        payload.substring(body)));
    }
}
