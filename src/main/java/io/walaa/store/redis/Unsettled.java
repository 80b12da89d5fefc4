package io.walaa.store.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slots that nobody serves just now, because they are moved or their master is lost. Calls wait for them together, a
 * second in all: who comes later is refused at once instead of waiting behind the others.
 */
final class Unsettled {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Map<Integer, Trouble> troubled = new HashMap<>();

    private record Trouble(long sinceNanos, long lastNanos) {}

    /** A call of the slot was redirected; false if that has gone on for too long to try it again. */
    boolean worthAnotherTry(int slot, long nowNanos) {
        Trouble before = troubled.get(slot);
        long since = before == null || nowNanos - before.lastNanos > FORGOTTEN_NANOS ? nowNanos : before.sinceNanos;
        troubled.put(slot, new Trouble(since, nowNanos));
        return nowNanos - since < PATIENCE_NANOS;
    }

    /** A call of the slot was done. */
    void settled(int slot) {
        if (!troubled.isEmpty()) {
            troubled.remove(slot);
        }
    }
}
