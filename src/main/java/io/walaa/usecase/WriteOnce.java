package io.walaa.usecase;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.decision.Refusal;
import io.walaa.store.postgres.WriteKeyTable;
import java.util.function.Function;

/**
 * Writes to the directory, each once per Idempotency-Key. The key stands in the write's own transaction: either both
 * are there or neither.
 */
public final class WriteOnce {
    private final Pool pool;
    private final OperationKeys keys;

    public WriteOnce(Pool pool, OperationKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /**
     * What a write did.
     *
     * @param outcome what {@code write} answered, now or when it was first called
     * @param replayed whether that was before
     */
    public record Written(JsonObject outcome, boolean replayed) {}

    /** Ends a dry run: the transaction is rolled back with what it would have done. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient JsonObject outcome;

        RolledBack(JsonObject outcome) {
            super("dry run", null, false, false);
            this.outcome = outcome;
        }
    }

    /**
     * Writes, unless the call's key did so before. A second call with the same key waits for the first.
     *
     * @param write does it on the transaction and answers ids, never secrets or personal data
     * @return what was written; fails with the refusal {@code idempotency-key-reused} if the key belongs to another
     *     request, and with whatever {@code write} fails with
     */
    public Future<Written> run(Call call, Function<SqlConnection, Future<JsonObject>> write) {
        if (call.dryRun()) {
            return pool.withTransaction(transaction -> write.apply(transaction)
                            .<Written>compose(outcome -> Future.failedFuture(new RolledBack(outcome))))
                    .recover(failure -> failure instanceof RolledBack dry
                            ? Future.succeededFuture(new Written(dry.outcome, false))
                            : Future.failedFuture(failure));
        }
        String id = keys.hash("write", call.programme(), call.key());
        String body = keys.hash(call.request());
        return pool.withTransaction(transaction -> WriteKeyTable.claim(transaction, id, body)
                .compose(used -> {
                    if (used == null) {
                        return write.apply(transaction)
                                .compose(outcome -> WriteKeyTable.keep(transaction, id, outcome)
                                        .map(new Written(outcome, false)));
                    }
                    return used.body().equals(body)
                            ? Future.succeededFuture(new Written(used.outcome(), true))
                            : Future.failedFuture(Refusal.of("idempotency-key-reused"));
                }));
    }
}
