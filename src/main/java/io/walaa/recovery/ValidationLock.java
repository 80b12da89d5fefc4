package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** Under which one node, or one operator's command, compares Redis with Postgres at a time. */
final class ValidationLock {
    private static final long LOCK = 0x57414c4141L;

    private ValidationLock() {}

    /**
     * Does {@code work} under the lock; fails if it is not free within 5 s. Who is silent for 10 s while holding it is
     * taken for frozen and loses the connection with the lock: what it still writes to Redis is conditional.
     */
    static <T> Future<T> with(Pool postgres, Function<SqlConnection, Future<T>> work) {
        return postgres.withConnection(connection -> connection
                .query("SET lock_timeout = '5s'; SET idle_session_timeout = '10s'")
                .execute()
                .compose(set -> connection
                        .query("SELECT pg_advisory_lock(" + LOCK + ")")
                        .execute())
                .compose(locked -> work.apply(connection)
                        .eventually(() -> connection
                                .query("SELECT pg_advisory_unlock(" + LOCK + ")")
                                .execute()))
                .eventually(() -> connection
                        .query("RESET lock_timeout; RESET idle_session_timeout")
                        .execute()));
    }
}
