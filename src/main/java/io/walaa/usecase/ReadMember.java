package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.journal.StateSource;
import io.walaa.member.MemberFields;
import io.walaa.member.MemberId;
import java.time.InstantSource;

/** Reads a member's balances and progress: from Redis, or marked as stale from Postgres when Redis is down. */
public final class ReadMember {
    private final Operations operations;
    private final StateSource ledger;
    private final InstantSource clock;

    public ReadMember(Operations operations, StateSource ledger, InstantSource clock) {
        this.operations = operations;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The state now; refused as not found if the programme has no such member. */
    public Future<MemberView> state(String programme, MemberId member) {
        MemberKey key = new MemberKey(programme, member);
        return operations
                .read(key)
                .map(state -> new MemberView(state, clock.instant(), false))
                .recover(failure -> failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND
                        ? Future.failedFuture(refusal)
                        : stale(key, failure));
    }

    private Future<MemberView> stale(MemberKey key, Throwable why) {
        return ledger.member(operations.partition(key), key.programme(), key.member())
                .compose(cold -> cold == null
                        ? Future.failedFuture(Refusal.notFound("member-not-found"))
                        : Future.succeededFuture(
                                new MemberView(MemberFields.read(key.member(), cold.fields()), clock.instant(), true)))
                .recover(failure -> Future.failedFuture(failure instanceof Refusal ? failure : why));
    }
}
