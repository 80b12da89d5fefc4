package io.walaa.live;

import java.util.Arrays;

/** A channel as one event loop shows it: who there has joined it. Lives on that loop. */
final class Topic {
    private static final Subscription[] NOBODY = {};

    private final String programme;
    private final String channel;
    private Subscription[] joined = NOBODY;
    private int count;

    /** @param channel a shared channel's name, or a member's id */
    Topic(String programme, String channel) {
        this.programme = programme;
        this.channel = channel;
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
        Subscription last = joined[--count];
        joined[place] = last;
        last.place(place);
        joined[count] = null;
    }

    int count() {
        return count;
    }

    Subscription get(int index) {
        return joined[index];
    }

    /** Passes a message on to everybody. */
    void publish(Publication publication) {
        // Backwards, because one that is closed by its message leaves and the last takes its place.
        for (int i = count - 1; i >= 0; i--) {
            joined[i].publish(publication);
        }
    }

    /** Makes everybody look again. */
    void lookAgain() {
        for (int i = count - 1; i >= 0; i--) {
            joined[i].lookAgain();
        }
    }
}
