package io.walaa.live;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends the sessions of one event loop away in waves, so that the nodes that are left do not get all of them at once.
 * Lives on that loop.
 */
// What becomes of a scheduled task shows by what it does.
@SuppressWarnings("FutureReturnValueIgnored")
final class Drain {
    private static final long WAVE_MILLIS = 500;

    private final Hub hub;
    private final long withinMillis;
    private final Promise<Void> drained;

    Drain(Hub hub, Duration within, Promise<Void> drained) {
        this.hub = hub;
        this.withinMillis = within.toMillis();
        this.drained = drained;
    }

    /** Tells every session when it must go, and lets them go wave by wave. */
    void begin() {
        List<Session> sessions = new ArrayList<>(hub.sessions());
        if (sessions.isEmpty()) {
            drained.complete();
            return;
        }
        Collections.shuffle(sessions);
        long waves = Math.max(1, withinMillis / WAVE_MILLIS);
        int next = 0;
        for (long wave = 0; wave < waves; wave++) {
            int until = (int) ((wave + 1) * sessions.size() / waves);
            List<Session> share = sessions.subList(next, until);
            next = until;
            long after = Math.min(withinMillis, (wave + 1) * WAVE_MILLIS);
            share.forEach(session -> session.drain(after));
            hub.loop()
                    .schedule(
                            () -> share.forEach(session -> session.end(CloseCode.DRAIN)), after, TimeUnit.MILLISECONDS);
        }
        // the last ones still read their close
        hub.loop().schedule(() -> drained.tryComplete(), withinMillis + WAVE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
