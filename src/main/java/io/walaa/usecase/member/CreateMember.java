package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.programme.Programme;
import io.walaa.usecase.Call;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.WriteOnce;
import io.walaa.usecase.WriteOnce.Written;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Adds a member to the directory; the hot state comes with the first entry. */
public final class CreateMember {
    private final Pool pool;
    private final WriteOnce writes;
    private final Directory directory;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random a secure one: an id must not be guessed from another */
    public CreateMember(Pool pool, OperationKeys keys, InstantSource clock, RandomGenerator random) {
        this.pool = pool;
        this.writes = new WriteOnce(pool, keys);
        this.directory = new Directory(keys);
        this.clock = clock;
        this.random = random;
    }

    /**
     * A member that was created.
     *
     * @param profile as it is now
     * @param replayed whether this call's key had created it before
     */
    public record Created(Profile profile, boolean replayed) {}

    /**
     * Creates a member; a dry run says what would be created.
     *
     * @param rules the active programme, which {@code content} was read under
     * @return fails with the refusal {@code external-id-taken} if one of the names is somebody's
     */
    public Future<Created> create(Call call, Programme rules, MemberContent content) {
        AtomicReference<@Nullable Profile> fresh = new AtomicReference<>();
        Future<Written> written = writes.run(
                call,
                transaction -> directory
                        .insert(transaction, call.programme(), rules, newId(), content)
                        .map(profile -> {
                            fresh.set(profile);
                            return new JsonObject().put("member", profile.id().value());
                        }));
        return Postgres.orUnavailable(written.compose(once -> {
            Profile profile = fresh.get();
            return profile != null
                    ? Future.succeededFuture(new Created(profile, false))
                    : replay(call.programme(), once);
        }));
    }

    private Future<Created> replay(String programme, Written once) {
        MemberId id = new MemberId(once.outcome().getString("member"));
        return directory
                .find(pool, programme, id)
                .compose(profile -> profile == null
                        ? Future.failedFuture(Refusal.notFound("member-not-found"))
                        : Future.succeededFuture(new Created(profile, true)));
    }

    /** A member that has these names now, and whether it had to be created. */
    record Enrolled(MemberId id, boolean created) {}

    /**
     * The member that has the names of {@code content}, created with it if there is none; any number of calls may race
     * for it. Fails with {@code external-id-taken} if the names belong to different members.
     */
    Future<Enrolled> enrol(String programme, Programme rules, MemberContent content) {
        return pool.withTransaction(transaction -> directory.insert(transaction, programme, rules, newId(), content))
                .map(profile -> new Enrolled(profile.id(), true))
                .recover(failure -> failure instanceof Refusal taken
                        ? directory
                                .owner(pool, programme, content.externalIds())
                                .compose(owner -> owner == null
                                        ? Future.failedFuture(taken)
                                        : Future.succeededFuture(new Enrolled(new MemberId(owner), false)))
                        : Future.failedFuture(failure));
    }

    private MemberId newId() {
        return MemberId.create(clock.millis(), random);
    }
}
