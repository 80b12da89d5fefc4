package io.walaa.usecase.member;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.MemberReference;
import io.walaa.programme.Programme;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.RecordEvent;
import java.time.Duration;

/**
 * Finds the member that a name means, through a bounded cache over Postgres. What the cache holds changes so rarely
 * that it is told: {@link #forget} by every node's notices, {@link #forgetAll} after those were interrupted.
 */
public final class FindMember implements RecordEvent.Members {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final String CARD = "card";

    private final Pool pool;
    private final Directory directory;
    private final CreateMember create;
    private final Programmes programmes;
    private final Cache<String, MemberId> known;

    /** @param namesMax how many names to remember */
    public FindMember(Pool pool, OperationKeys keys, CreateMember create, Programmes programmes, long namesMax) {
        this.pool = pool;
        this.directory = new Directory(keys);
        this.create = create;
        this.programmes = programmes;
        this.known = Caffeine.newBuilder()
                .maximumSize(namesMax)
                .expireAfterWrite(KEPT)
                .build();
    }

    @Override
    public Future<MemberId> resolve(String programme, MemberReference reference) {
        MemberId id = reference.id();
        return id == null
                ? find(
                        programme,
                        new ExternalId(
                                requireNonNull(reference.externalType()), requireNonNull(reference.externalValue())))
                : Future.succeededFuture(id);
    }

    /**
     * The member of this name. An unknown card becomes a member where the programme wants that.
     *
     * @return fails with {@code member-not-found}
     */
    public Future<MemberId> find(String programme, ExternalId name) {
        String key = directory.cacheKey(programme, name);
        MemberId remembered = known.getIfPresent(key);
        if (remembered != null) {
            return Future.succeededFuture(remembered);
        }
        return Postgres.orUnavailable(directory
                        .owner(pool, programme, name)
                        .compose(owner ->
                                owner == null ? enrol(programme, name) : Future.succeededFuture(new MemberId(owner))))
                .onSuccess(found -> known.put(key, found));
    }

    private Future<MemberId> enrol(String programme, ExternalId name) {
        ActiveProgramme active = programmes.active(programme);
        return active != null && enrols(active.programme(), name)
                ? create.enrol(programme, active.programme(), MemberContent.named(name))
                        .map(CreateMember.Enrolled::id)
                : Future.failedFuture(Refusal.notFound("member-not-found"));
    }

    private static boolean enrols(Programme rules, ExternalId name) {
        return rules.policies().enrolUnknownCards()
                && name.type().equals(CARD)
                && rules.externalIds().contains(CARD);
    }

    /** A name changed hands or went; {@code key} as Postgres announced it. */
    public void forget(String key) {
        known.invalidate(key);
    }

    /** Announcements may have been missed. */
    public void forgetAll() {
        known.invalidateAll();
    }
}
