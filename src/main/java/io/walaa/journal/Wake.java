package io.walaa.journal;

import io.walaa.store.redis.Subscriber;

/**
 * Hears on every partition's channel what other nodes tell: that there is something to flush, or how far it is flushed.
 */
public final class Wake {
    private final Partitions partitions;
    private final Listener listener;

    /** What is heard. */
    public interface Listener {
        /** Something was committed; {@code awaited} if a reply waits for it. */
        void dirty(int partition, boolean awaited);

        /** Postgres has the partition up to {@code seq}, flushed under {@code generation}. */
        void flushed(int partition, long generation, long seq);
    }

    public Wake(Partitions partitions, Listener listener) {
        this.partitions = partitions;
        this.listener = listener;
    }

    /** Subscribes to all partitions; what was missed while it was not subscribed counts as something to flush. */
    public void subscribe(Subscriber subscriber) {
        for (int partition = 0; partition < partitions.count(); partition++) {
            int number = partition;
            subscriber.subscribe(partitions.wake(partition), () -> listener.dirty(number, false));
        }
    }

    /** Takes a message of a channel. */
    public void hear(String channel, String payload) {
        int partition = partitions.ofKey(channel);
        String[] word = payload.split(" ", 3);
        switch (word[0]) {
            case "dirty" -> listener.dirty(partition, false);
            case "ledger" -> listener.dirty(partition, true);
            case "flushed" -> listener.flushed(partition, Long.parseLong(word[1]), Long.parseLong(word[2]));
            default -> {
                // A newer node may tell more than this one understands.
            }
        }
    }
}
