package io.walaa.usecase.programme;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.decision.Refusal;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.store.postgres.ProgrammeTable.Version;
import io.walaa.usecase.Call;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.WriteOnce;
import org.jspecify.annotations.Nullable;

/** Publishes versions of a programme's document; every node switches to them by itself. */
public final class PublishProgramme {
    private final Vertx vertx;
    private final Pool pool;
    private final WriteOnce writes;

    public PublishProgramme(Vertx vertx, Pool pool, OperationKeys keys) {
        this.vertx = vertx;
        this.pool = pool;
        this.writes = new WriteOnce(pool, keys);
    }

    /**
     * A version that was written or made active.
     *
     * @param version the number
     * @param active whether it is the active one now
     * @param replayed whether this call's key had done so before
     */
    public record Published(int version, boolean active, boolean replayed) {}

    /** Compiles a document away from the event loop; fails with {@link io.walaa.json.InvalidInput}. */
    public Future<ProgrammeDocument> validate(String programme, Source source) {
        return vertx.executeBlocking(() -> Documents.read(programme, source), false);
    }

    /**
     * Makes the document the next version, and active when that is asked.
     *
     * @param version the active one as the caller read it, -1 for whichever is active, 0 for none
     * @param author who publishes
     * @param note why, for people
     * @return fails with {@link io.walaa.json.InvalidInput}, or with the refusals {@code programme-not-found} and
     *     {@code precondition-failed}
     */
    public Future<Published> publish(
            Call call, Source source, int version, String author, String note, Activation when) {
        return validate(call.programme(), source)
                .compose(valid -> switchTo(
                        call,
                        version,
                        transaction -> ProgrammeTable.publish(
                                transaction,
                                call.programme(),
                                source.text(),
                                source.format(),
                                Documents.hash(source),
                                author,
                                note,
                                !when.never(),
                                when.at()),
                        when));
    }

    /**
     * Makes an older (or any) version the active one.
     *
     * @param version the active one as the caller read it, -1 for whichever is active
     * @return fails with the refusals {@code version-not-found} and {@code precondition-failed}, and with
     *     {@link io.walaa.json.InvalidInput} if this server no longer understands that version
     */
    public Future<Published> activate(Call call, int n, int version, Activation when) {
        Future<@Nullable Version> stored = Postgres.orUnavailable(ProgrammeTable.version(pool, call.programme(), n));
        return stored.compose(found -> found == null
                        ? Future.failedFuture(Refusal.notFound("version-not-found", "version", n))
                        : validate(call.programme(), new Source(found.document(), found.format())))
                .compose(valid -> switchTo(
                        call,
                        version,
                        transaction -> ProgrammeTable.activate(transaction, call.programme(), n, when.at()),
                        when));
    }

    /** What becomes active inside the transaction. */
    private interface Switch {
        Future<@Nullable Version> in(SqlConnection transaction);
    }

    private Future<Published> switchTo(Call call, int expected, Switch to, Activation when) {
        return Postgres.orUnavailable(writes.run(
                        call,
                        transaction -> held(transaction, call.programme(), expected)
                                .compose(held -> to.in(transaction))
                                .compose(active -> active == null
                                        ? Future.failedFuture(Refusal.notFound("programme-not-found"))
                                        : ProgrammeTable.announce(transaction, call.programme())
                                                .map(new JsonObject().put("version", active.n())))))
                .map(written -> new Published(written.outcome().getInteger("version"), when.now(), written.replayed()));
    }

    private static Future<Void> held(SqlConnection transaction, String programme, int expected) {
        return ProgrammeTable.lock(transaction, programme)
                .compose(exists -> exists
                        ? ProgrammeTable.active(transaction, programme)
                        : Future.failedFuture(Refusal.notFound("programme-not-found")))
                .compose(active -> {
                    int now = active == null ? 0 : active.n();
                    return expected == -1 || expected == now
                            ? Future.succeededFuture()
                            : Future.failedFuture(Refusal.edited(now));
                });
    }
}
