package io.walaa;

import io.walaa.config.StartRefused;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, closed in reverse order: at the end, after a failed start, on SIGTERM and on Ctrl-C.
 *
 * <p>A signal that comes while something is being opened waits until that stands and then closes it too, so that no
 * child process is ever left alone.
 */
public final class Teardown implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private record Step(String name, AutoCloseable closing) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean closing;

    private Teardown() {}

    /**
     * One that also runs when the process is asked to end.
     *
     * @return nothing opened yet
     */
    public static Teardown onExit() {
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(new Thread(teardown::close, "walaa-teardown"));
        return teardown;
    }

    /**
     * Opens something that is closed before everything opened earlier.
     *
     * @param name for the log
     * @param opening makes it
     * @return what was made
     * @throws Exception what the opening throws; {@link StartRefused} if the end has already begun
     */
    public synchronized <T extends AutoCloseable> T open(String name, Callable<T> opening) throws Exception {
        if (closing) {
            throw new StartRefused("Walaa was asked to stop while it started.");
        }
        var opened = opening.call();
        steps.push(new Step(name, opened));
        return opened;
    }

    /**
     * Waits until everything is closed.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void await() throws InterruptedException {
        done.await();
    }

    /** Closes everything, last opened first; a failure is logged and the rest still closes. */
    @Override
    public synchronized void close() {
        closing = true;
        for (var step = steps.poll(); step != null; step = steps.poll()) {
            try {
                step.closing().close();
            } catch (Exception failed) {
                LOG.warn("Could not close {}", step.name(), failed);
            }
        }
        done.countDown();
    }
}
