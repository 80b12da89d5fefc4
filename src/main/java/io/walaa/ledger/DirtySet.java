package io.walaa.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which partitions have something to flush. Marked by any thread at every commit, so a mark that is there costs a read.
 */
final class DirtySet {
    private static final int DIRTY = 1;
    private static final int HINT = 2;

    private final AtomicIntegerArray marks;
    private final AtomicInteger hints = new AtomicInteger();

    DirtySet(int partitions) {
        marks = new AtomicIntegerArray(partitions);
    }

    int size() {
        return marks.length();
    }

    /** Marks a partition; whether that is news. */
    boolean mark(int partition, boolean hint) {
        int wanted = hint ? DIRTY | HINT : DIRTY;
        if ((marks.get(partition) & wanted) == wanted) {
            return false;
        }
        int before = marks.getAndUpdate(partition, mark -> mark | wanted);
        if (hint && (before & HINT) == 0) {
            hints.incrementAndGet();
        }
        return (before & wanted) != wanted;
    }

    /** Takes a partition's mark away. */
    Mark take(int partition) {
        int mark = marks.get(partition) == 0 ? 0 : marks.getAndSet(partition, 0);
        if ((mark & HINT) != 0) {
            hints.decrementAndGet();
            return Mark.HINTED;
        }
        return mark == 0 ? Mark.CLEAN : Mark.DIRTY;
    }

    boolean isDirty(int partition) {
        return marks.get(partition) != 0;
    }

    /** Whether a reply waits for some partition. */
    boolean hinted() {
        return hints.get() > 0;
    }

    enum Mark {
        CLEAN,
        DIRTY,
        /** Somebody waits for it. */
        HINTED
    }
}
