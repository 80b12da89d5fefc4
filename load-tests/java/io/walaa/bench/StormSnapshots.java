package io.walaa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads the snapshots of screens that were sent there, until each is one that covers a live position. */
final class StormSnapshots {
    private static final int CONNECTIONS = 32;
    private static final int AGAIN_MILLIS = 100;
    private static final byte[] NOTHING = {};

    private final ObjectMapper json = new ObjectMapper();
    private final ScheduledExecutorService readers = Executors.newScheduledThreadPool(CONNECTIONS);
    private final ThreadLocal<PlainHttp> http;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    StormSnapshots(int port) {
        http = ThreadLocal.withInitial(() -> new PlainHttp(port));
    }

    /** How many were asked for, those that had to be asked for again too. */
    int asked() {
        return asked.get();
    }

    /** How many screens still wait for theirs. */
    int pending() {
        return pending.get();
    }

    /** Reads the snapshot of a screen. */
    void read(String token, StormScreen screen) {
        pending.incrementAndGet();
        readers.execute(() -> ask(token, screen));
    }

    private void ask(String token, StormScreen screen) {
        asked.incrementAndGet();
        if (covered(token, screen)) {
            pending.decrementAndGet();
        } else {
            readers.schedule(() -> ask(token, screen), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether the snapshot came and names a live position. */
    private boolean covered(String token, StormScreen screen) {
        try {
            PlainHttp.Reply reply =
                    http.get().send("GET /v1/me/state HTTP/1.1\r\nAuthorization: Bearer " + token, NOTHING);
            JsonNode state = reply.status() == 200 ? json.readTree(reply.body()) : null;
            if (state == null || !state.has("live")) {
                return false;
            }
            screen.covered(state.path("seq").asLong());
            return true;
        } catch (IOException broken) {
            return false;
        }
    }
}
