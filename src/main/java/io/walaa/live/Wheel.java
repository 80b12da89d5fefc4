package io.walaa.live;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of one event loop by the second at which each is looked at next: a timer wheel whose slots are lists
 * through the sessions themselves, so that waiting costs nothing. Lives on that loop.
 */
final class Wheel {
    private static final int SLOTS = 64;

    private final @Nullable Session[] slots = new Session[SLOTS];
    private int now;

    /** The second that was ticked last, counted from the start. */
    int now() {
        return now;
    }

    /** Looks at a session in {@code seconds}, at most a minute. */
    void add(Session session, int seconds) {
        int slot = (now + Math.max(1, Math.min(seconds, SLOTS - 1))) % SLOTS;
        session.next = slots[slot];
        slots[slot] = session;
    }

    /** One second has passed: looks at every session whose turn it is, and asks each when to look again. */
    void tick() {
        now++;
        int slot = now % SLOTS;
        Session session = slots[slot];
        slots[slot] = null;
        while (session != null) {
            Session following = session.next;
            session.next = null;
            int seconds = session.look(now);
            if (seconds > 0) {
                add(session, seconds);
            }
            session = following;
        }
    }
}
