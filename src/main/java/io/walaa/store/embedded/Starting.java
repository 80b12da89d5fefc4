package io.walaa.store.embedded;

import io.walaa.config.StartRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Starts a child and waits for its first answer, never for ever. */
final class Starting {
    private static final int ATTEMPTS = 5;
    private static final int PROBE_INTERVAL_MILLIS = 20;

    /** A store with a long log to replay needs its time; one that hangs must not hang us. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    interface Attempt<T> {
        T run() throws IOException;
    }

    private Starting() {}

    /** Somebody else may take the chosen port in between, and orphans of a killed Postgres need a moment to go. */
    static <T> T attempt(String name, Attempt<T> attempt) throws IOException {
        var refused = new StartRefused("The embedded " + name + " did not start.");
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return attempt.run();
            } catch (StartRefused again) {
                refused = again;
            }
        }
        throw refused;
    }

    static void await(Child child, BooleanSupplier answers, Consumer<Child> stop) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (child.alive()) {
            if (answers.getAsBoolean()) {
                return;
            }
            if (System.nanoTime() > end) {
                stop.accept(child);
                throw child.refused("did not answer within " + PATIENCE.toSeconds() + " s");
            }
            pause(child, stop);
        }
        throw child.refused("ended at its start");
    }

    private static void pause(Child child, Consumer<Child> stop) {
        try {
            Thread.sleep(PROBE_INTERVAL_MILLIS);
        } catch (InterruptedException interrupted) {
            stop.accept(child);
            Thread.currentThread().interrupt();
            throw child.refused("was interrupted at its start");
        }
    }
}
