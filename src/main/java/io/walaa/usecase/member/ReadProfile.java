package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;

/** Reads what the directory has of one member. */
public final class ReadProfile {
    private final Pool pool;
    private final Directory directory;

    public ReadProfile(Pool pool, OperationKeys keys) {
        this.pool = pool;
        this.directory = new Directory(keys);
    }

    /** A member, an erased one too; fails with {@code member-not-found}. */
    public Future<Profile> read(String programme, MemberId id) {
        return Postgres.orUnavailable(directory
                .find(pool, programme, id)
                .compose(profile -> profile == null
                        ? Future.failedFuture(Refusal.notFound("member-not-found"))
                        : Future.succeededFuture(profile)));
    }

    /** The member of this name; fails with {@code member-not-found}. */
    public Future<Profile> read(String programme, ExternalId name) {
        return Postgres.orUnavailable(directory
                .owner(pool, programme, name)
                .compose(owner -> owner == null
                        ? Future.failedFuture(Refusal.notFound("member-not-found"))
                        : read(programme, new MemberId(owner))));
    }
}
