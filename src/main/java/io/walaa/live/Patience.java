package io.walaa.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tries again, once a second, what cannot be done while a store is away. So a screen that comes back just then waits
 * quietly on its open connection, where thousands that are sent away come back as a herd which keeps the node from
 * getting well. Lives on the session's event loop.
 */
final class Patience {
    /** Less than the ten seconds after which a client gives up. */
    static final int GREETING_TRIES = 8;

    /** As long as the session is there. */
    static final int ENDLESS_TRIES = Integer.MAX_VALUE;

    private Patience() {}

    /**
     * Does something, and again at the next ticks while that may help.
     *
     * @param gone whether nobody wants it any more
     * @param tries how often to try again
     */
    static <T> Future<T> of(Session session, BooleanSupplier gone, int tries, Supplier<Future<T>> work) {
        Promise<T> answer = Promise.promise();
        attempt(session, gone, tries, work, answer);
        return answer.future();
    }

    private static <T> void attempt(
            Session session, BooleanSupplier gone, int tries, Supplier<Future<T>> work, Promise<T> answer) {
        work.get().onComplete(done -> {
            if (done.succeeded() || tries == 0 || gone.getAsBoolean() || Refused.forGood(done.cause())) {
                answer.handle(done);
            } else {
                session.hub().atNextTick(() -> {
                    if (gone.getAsBoolean()) {
                        answer.handle(done);
                    } else {
                        attempt(session, gone, tries - 1, work, answer);
                    }
                });
            }
        });
    }
}
