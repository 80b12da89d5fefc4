package io.walaa.usecase.programme;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
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
        return vertx.executeBlocking(() -> Documents.read(programme, source), false)
                .compose(valid -> Postgres.orUnavailable(
                        pool.withTransaction(transaction -> create(transaction, programme, source, author))));
    }

    /** As above on the caller's transaction, for a document that was compiled before. */
    public static Future<Boolean> create(SqlConnection transaction, String programme, Source source, String author) {
        return ProgrammeTable.create(transaction, programme)
                .compose(fresh -> fresh
                        ? ProgrammeTable.publish(
                                        transaction,
                                        programme,
                                        source.text(),
                                        source.format(),
                                        Documents.hash(source),
                                        author,
                                        "",
                                        true,
                                        null)
                                .compose(version -> ProgrammeTable.announce(transaction, programme))
                                .map(true)
                        : Future.succeededFuture(false));
    }

    /** Whether this deployment has any programme. */
    public Future<Boolean> any() {
        return Postgres.orUnavailable(ProgrammeTable.any(pool));
    }
}
