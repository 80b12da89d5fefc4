package io.walaa.proof;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting while nodes and clients go on. */
final class Waiting {
    private static final int LOOK_MILLIS = 5;

    private Waiting() {}

    /** Lets time pass: what happens meanwhile is the work of others. */
    static void pass(long millis) {
        try {
            if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody ends this early");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until something is so, but no longer than {@code millisMax}; whether it is. */
    static boolean until(BooleanSupplier condition, long millisMax) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            pass(LOOK_MILLIS);
        }
        return true;
    }
}
