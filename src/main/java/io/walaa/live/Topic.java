package io.walaa.live;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A channel as one event loop shows it: who there has joined it. Lives on that loop. */
final class Topic {
    private static final Subscription[] NOBODY = {};

    private final String programme;
    private final String channel;
    private final int partition;
    private @Nullable Subscription[] joined = NOBODY;
    private int count;
    private boolean calm;
    private @Nullable Publication latest;

    /** @param channel a shared channel's name, or a member's id */
    Topic(String programme, String channel, int partition) {
        this.programme = programme;
        this.channel = channel;
        this.partition = partition;
    }

    static String key(String programme, String channel) {
        return programme + ":" + channel;
    }

    String programme() {
        return programme;
    }

    String channel() {
        return channel;
    }

    int partition() {
        return partition;
    }

    /** The session that joined before all others here; there must be one. */
    Session oldest() {
        Session oldest = get(0).session();
        for (int i = 1; i < count; i++) {
            Session other = get(i).session();
            oldest = other.openedAt() < oldest.openedAt() ? other : oldest;
        }
        return oldest;
    }

    void add(Subscription subscription) {
        if (count == joined.length) {
            joined = Arrays.copyOf(joined, Math.max(1, 2 * count));
        }
        subscription.place(count);
        joined[count++] = subscription;
    }

    /** Removes one that was added; the last one takes its place. */
    void remove(Subscription subscription) {
        int place = subscription.place();
        Subscription last = get(--count);
        joined[place] = last;
        last.place(place);
        joined[count] = null;
    }

    int count() {
        return count;
    }

    Subscription get(int index) {
        return java.util.Objects.requireNonNull(joined[index]);
    }

    /** Passes a message on to everybody. */
    void publish(Publication publication) {
        // Backwards, because one that is closed by its message leaves and the last takes its place.
        for (int i = count - 1; i >= 0; i--) {
            get(i).publish(publication);
        }
    }

    /**
     * Keeps the latest message until {@link #showLatest}; whether that must be scheduled. The first is shown at once.
     */
    boolean keepLatest(Publication publication) {
        if (calm) {
            latest = publication;
            return false;
        }
        calm = true;
        publish(publication);
        return true;
    }

    /** Shows the latest message that came meanwhile; whether there was one, so that the calm begins anew. */
    boolean showLatest() {
        Publication kept = latest;
        latest = null;
        calm = kept != null;
        if (kept != null) {
            publish(kept);
        }
        return calm;
    }

    /** Makes everybody look again. */
    void lookAgain() {
        for (int i = count - 1; i >= 0; i--) {
            get(i).lookAgain();
        }
    }
}
