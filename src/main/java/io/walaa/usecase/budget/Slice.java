package io.walaa.usecase.budget;

import io.vertx.core.Future;
import io.walaa.programme.earning.Allowance;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What this node has in hand of one rule's budget. Decisions set aside from it what they may need and put back what
 * they did not give. Safe from all threads; nothing in it blocks.
 */
final class Slice {
    private static final long EMPTY_NANOS = 1_000_000_000;

    private final LongFunction<Future<Taken>> more;
    private long left;
    private String name = "";
    private long expected;
    private boolean empty;
    private long emptySince;
    private long usedAt = System.nanoTime();
    private @Nullable Future<Void> taking;

    /** What the house gave: so many points by this entry; none when its budget is used up. */
    record Taken(long points, String name) {}

    /** @param more takes from the house at least so many points, if it has them */
    Slice(LongFunction<Future<Taken>> more) {
        this.more = more;
    }

    /** What the last decision needed, which the next one is likely to need, too. */
    synchronized long expected() {
        return expected;
    }

    /** Notes what a decision turned out to need. */
    synchronized void expect(long points) {
        expected = points;
    }

    /** Sets points aside, fewer only when no more is to be had. */
    Future<Allowance.Share> lease(long points) {
        Future<Void> wait;
        synchronized (this) {
            usedAt = System.nanoTime();
            if (left >= points || isEmpty()) {
                long leased = Math.min(left, points);
                left -= leased;
                return Future.succeededFuture(new Allowance.Share(leased, name, leased < points));
            }
            if (taking == null) {
                taking = more.apply(points - left).map(this::took);
            }
            wait = taking;
        }
        return wait.onComplete(done -> taken(wait)).compose(done -> lease(points));
    }

    /** A second after the house said so, it is asked again: others may have given back. */
    private boolean isEmpty() {
        empty &= System.nanoTime() - emptySince < EMPTY_NANOS;
        return empty;
    }

    private synchronized @Nullable Void took(Taken taken) {
        left += taken.points;
        name = taken.points > 0 ? taken.name : name;
        empty = taken.points == 0;
        emptySince = System.nanoTime();
        return null;
    }

    private synchronized void taken(Future<Void> done) {
        if (taking == done) {
            taking = null;
        }
    }

    /** Puts back what was set aside and not given. */
    synchronized void release(long points) {
        left += points;
    }

    /** What is in hand and not set aside. */
    synchronized long left() {
        return left;
    }

    /** Takes all that is in hand out of it if it was not asked for so long. */
    synchronized long drain(long idleNanos) {
        if (System.nanoTime() - usedAt < idleNanos) {
            return 0;
        }
        long all = left;
        left = 0;
        return all;
    }
}
