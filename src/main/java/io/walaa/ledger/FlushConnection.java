package io.walaa.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import org.jspecify.annotations.Nullable;

/** The flusher's own connection: opened again whenever it is gone. Lives on the flusher's context. */
final class FlushConnection {
    private final Vertx vertx;
    private final PgConnectOptions options;
    private final int patienceMillis;
    private @Nullable PgConnection current;
    private boolean opening;

    FlushConnection(Vertx vertx, PgConnectOptions options, int patienceMillis) {
        this.vertx = vertx;
        this.patienceMillis = patienceMillis;
        this.options = new PgConnectOptions(options)
                .setCachePreparedStatements(true)
                .setPipeliningLimit(64)
                .addProperty("application_name", "walaa flusher")
                // A frozen flusher must not hold rows; the batches' sizes are unknown to the planner, plan once.
                .addProperty("idle_in_transaction_session_timeout", "3000")
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("jit", "off");
    }

    /** The open connection; null while there is none. */
    @Nullable
    PgConnection current() {
        return current;
    }

    /**
     * Opens it if there is none.
     *
     * @param opened called when it was opened anew, before it is used
     */
    Future<Void> open(Runnable opened) {
        if (current != null || opening) {
            return Future.succeededFuture();
        }
        opening = true;
        Future<PgConnection> attempt = PgConnection.connect(vertx, options);
        return attempt.timeout(patienceMillis, MILLISECONDS)
                .onComplete(done -> opening = false)
                .onFailure(tooLate -> attempt.onSuccess(PgConnection::close))
                .map(connection -> {
                    current = connection;
                    connection.closeHandler(closed -> forget(connection));
                    opened.run();
                    return null;
                });
    }

    /** Gives up a connection that does not answer. */
    void abandon(PgConnection silent) {
        forget(silent);
        silent.close();
    }

    Future<Void> close() {
        PgConnection open = current;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private void forget(PgConnection gone) {
        if (current == gone) {
            current = null;
        }
    }
}
