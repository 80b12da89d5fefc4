package io.walaa.store.embedded;

import io.walaa.config.StartRefused;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded store that is started again when it dies under a running server: at once, and ever later while it goes on
 * dying.
 */
final class KeptStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptStore.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Who lived so long did not die of what killed it the last time. */
    private static final Duration WELL = Duration.ofMinutes(1);

    private final String name;
    private final URI url;
    private final AtomicLong restarts = new AtomicLong();
    private final Thread keeper;
    private volatile EmbeddedStore store;
    private volatile boolean closed;

    /**
     * Keeps a store that was just started.
     *
     * @param name as people know it
     */
    KeptStore(String name, EmbeddedStore store) {
        this.name = name;
        this.store = store;
        url = store.url();
        keeper = new Thread(this::keep, "walaa-keep-" + name.toLowerCase(Locale.ROOT));
        keeper.setDaemon(true);
        keeper.start();
    }

    String name() {
        return name;
    }

    URI url() {
        return url;
    }

    /** How often it had to be started again. */
    long restarts() {
        return restarts.get();
    }

    private void keep() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                long since = System.nanoTime();
                store.process().onExit().get();
                if (System.nanoTime() - since > WELL.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                if (closed) {
                    return;
                }
                LOG.error("the embedded {} ended; it is started again in {} ms", name, pause.toMillis());
                Thread.sleep(pause.toMillis());
                restart();
                Duration longer = pause.multipliedBy(4);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        } catch (InterruptedException | ExecutionException stopped) {
            // it is being closed
        }
    }

    private void restart() {
        if (closed) {
            return;
        }
        try {
            store = store.again();
            restarts.incrementAndGet();
            LOG.info("the embedded {} runs again", name);
        } catch (StartRefused refused) {
            LOG.error("{}", refused.getMessage());
        }
    }

    /** Stops it, and does not start it again. */
    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
