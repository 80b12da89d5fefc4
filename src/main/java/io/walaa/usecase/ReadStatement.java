package io.walaa.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.ledger.Statement;
import io.walaa.member.MemberId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a member's statement, and gives the ledger a moment to catch up with what was committed before. */
public final class ReadStatement {
    private static final long WAIT_MILLIS_MAX = 100;
    private static final long LOOK_MILLIS = 20;

    private final Vertx vertx;
    private final ReadMember members;
    private final Statement statement;

    public ReadStatement(Vertx vertx, ReadMember members, Statement statement) {
        this.vertx = vertx;
        this.members = members;
        this.statement = statement;
    }

    /**
     * Reads a page, newest first.
     *
     * @param cursor of the page before, null for the newest
     * @return fails with the refusal {@code member-not-found}, or with {@link IllegalArgumentException} if the cursor
     *     is none
     */
    public Future<Statement.Page> read(String programme, MemberId member, int limit, @Nullable String cursor) {
        long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS_MAX);
        return members.state(programme, member)
                .compose(view ->
                        look(programme, member, limit, cursor, view.state().seq(), latest));
    }

    private Future<Statement.Page> look(
            String programme, MemberId member, int limit, @Nullable String cursor, long committed, long latest) {
        return statement.read(programme, member, limit, cursor, null).compose(page -> {
            boolean enough = page.flushedSeq() >= committed || cursor != null || System.nanoTime() > latest;
            return enough
                    ? Future.succeededFuture(page)
                    : vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(tick -> look(programme, member, limit, cursor, committed, latest));
        });
    }
}
