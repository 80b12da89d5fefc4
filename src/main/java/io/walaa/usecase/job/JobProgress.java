package io.walaa.usecase.job;

import java.util.concurrent.CancellationException;

/** How far a running job is; the job writes it, the runner reads it and says when to stop. */
public final class JobProgress {
    private volatile long done;
    private volatile long total;
    private volatile boolean cancelled;

    /** How much there is to do in all. */
    public void total(long amount) {
        total = amount;
    }

    /**
     * How much is done.
     *
     * @throws CancellationException if somebody asked the job to stop; what was done stays
     */
    public void done(long amount) {
        done = amount;
        goOn();
    }

    /**
     * Asks whether to go on, for stretches in which nothing gets done.
     *
     * @throws CancellationException if not
     */
    public void goOn() {
        if (cancelled) {
            throw new CancellationException("cancelled");
        }
    }

    /** How much is done so far. */
    public long done() {
        return done;
    }

    /** How much there is to do in all; 0 while it is not known. */
    public long total() {
        return total;
    }

    void cancel() {
        cancelled = true;
    }
}
