package io.walaa.proof;

import java.util.Random;
import java.util.function.Predicate;

/**
 * One way to break something.
 *
 * @param name as it is counted and printed
 * @param loses whether Redis forgets what it acknowledged: only then may {@code disk} lose anything
 * @param possible whether what it breaks is there to be broken
 */
record Fault(String name, boolean loses, Predicate<Site> possible, Action action) {
    /** Breaks it at once. */
    interface Action {
        /** What mends it, and when. */
        Mend inflict(Site site, Random random);
    }

    /**
     * How a fault ends.
     *
     * @param afterMillis after it began
     */
    record Mend(long afterMillis, Runnable act) {
        /** Nothing is left to be done. */
        static Mend none() {
            return new Mend(0, () -> {});
        }
    }
}
