package io.walaa.usecase.programme;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.usecase.Postgres;

/** Makes a new programme, which is a new tenant, with its first version. */
public final class CreateProgramme {
    private final Vertx vertx;
    private final Pool pool;

    public CreateProgramme(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /**
     * Creates it; the first version is active at once.
     *
     * @return true if it is new, false if there is one of that id, which is left as it is; fails with
     *     {@link io.walaa.json.InvalidInput}
     */
    public Future<Boolean> create(String programme, Source source, String author) {
        Future<ProgrammeDocument> valid = vertx.executeBlocking(() -> Documents.read(programme, source), false);
        return valid.compose(document ->
                Postgres.orUnavailable(pool.withTransaction(transaction -> ProgrammeTable.create(transaction, programme)
                        .compose(fresh -> fresh
                                ? ProgrammeTable.publish(
                                                transaction,
                                                programme,
                                                source.text(),
                                                source.format(),
                                                Documents.hash(source),
                                                author,
                                                "")
                                        .compose(version -> ProgrammeTable.announce(transaction, programme))
                                        .map(true)
                                : Future.succeededFuture(false)))));
    }

    /** Whether this deployment has any programme. */
    public Future<Boolean> any() {
        return Postgres.orUnavailable(ProgrammeTable.any(pool));
    }
}
