package io.walaa.usecase;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.walaa.decision.Refusal;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** What a caller is told when Postgres does not answer. */
public final class Postgres {
    private static final long RETRY_MILLIS = 1_000;

    private Postgres() {}

    /** The same future; one that failed because Postgres is away fails with a refusal, so that nobody sees a fault. */
    public static <T> Future<T> orUnavailable(Future<T> asked) {
        return asked.recover(failure -> Future.failedFuture(
                away(failure) ? Refusal.unavailable("postgres-unavailable", RETRY_MILLIS) : failure));
    }

    /** Whether this says that Postgres is down, starting, stopping or full, rather than that we asked for nonsense. */
    private static boolean away(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = String.valueOf(refused.getSqlState());
            return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
        }
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException;
    }
}
