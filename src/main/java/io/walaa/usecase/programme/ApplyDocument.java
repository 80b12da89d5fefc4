package io.walaa.usecase.programme;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.usecase.Postgres;

/** Brings a programme to a document, as one would from a repository: once or many times comes to the same. */
public final class ApplyDocument {
    private final Pool pool;

    public ApplyDocument(Pool pool) {
        this.pool = pool;
    }

    /**
     * Publishes the document; makes the programme first if there is none.
     *
     * @return the number of the version; 0 if the active one is this document already
     */
    public Future<Integer> apply(String programme, Source source, String author, String note, Activation when) {
        return Postgres.orUnavailable(pool.withTransaction(transaction -> ProgrammeTable.create(transaction, programme)
                .compose(fresh -> ProgrammeTable.lock(transaction, programme))
                .compose(held -> ProgrammeTable.active(transaction, programme))
                .compose(active -> active != null && active.hash().equals(Documents.hash(source)) && when.now()
                        ? Future.succeededFuture(0)
                        : publish(transaction, programme, source, author, note, when))));
    }

    private static Future<Integer> publish(
            SqlConnection transaction, String programme, Source source, String author, String note, Activation when) {
        return ProgrammeTable.publish(
                        transaction,
                        programme,
                        source.text(),
                        source.format(),
                        Documents.hash(source),
                        author,
                        note,
                        !when.never(),
                        when.at())
                .compose(version ->
                        ProgrammeTable.announce(transaction, programme).map(version.n()));
    }
}
