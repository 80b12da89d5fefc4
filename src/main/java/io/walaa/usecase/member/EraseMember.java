package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.journal.AckLevel;
import io.walaa.journal.OperationKey;
import io.walaa.member.MemberId;
import io.walaa.programme.command.EditFacts;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.Receipt;
import io.walaa.usecase.WriteOnce;
import java.util.Map;
import java.util.function.Function;

/**
 * Forgets who a member is: the personal columns and names, then the attributes of the hot state, then the free text of
 * the member's entries. Points and their history stay. A retry, also under another key, finishes what was left.
 */
public final class EraseMember {
    private static final long RETRY_MILLIS = 1_000;

    private final WriteOnce writes;
    private final Directory directory;
    private final OperationKeys keys;
    private final MemberWrites hot;
    private final Function<MemberKey, Future<Void>> eraseNotes;

    /** @param eraseNotes empties the free text of all the member's entries that are in the ledger */
    public EraseMember(Pool pool, OperationKeys keys, MemberWrites hot, Function<MemberKey, Future<Void>> eraseNotes) {
        this.writes = new WriteOnce(pool, keys);
        this.directory = new Directory(keys);
        this.keys = keys;
        this.hot = hot;
        this.eraseNotes = eraseNotes;
    }

    /** Erases a member; a dry run only says whether there is one. Fails with {@code member-not-found}. */
    public Future<Void> erase(Call call, MemberId member) {
        Future<Integer> erased = writes.run(
                        call,
                        transaction -> directory
                                .lock(transaction, call.programme(), member)
                                .compose(profile -> directory
                                        .erase(transaction, profile)
                                        .map(done -> new JsonObject().put("version", profile.version() + 1))))
                .map(once -> once.outcome().getInteger("version"));
        return Postgres.orUnavailable(
                erased.compose(version -> call.dryRun() ? Future.succeededFuture() : cool(call, member, version)));
    }

    private Future<Void> cool(Call call, MemberId member, int version) {
        Call durable = new Call(call.programme(), call.key(), call.request(), AckLevel.LEDGER, false, false);
        OperationKey key = keys.derived(call.programme(), member.value(), "erase", Integer.toString(version));
        Future<Receipt> committed = hot.run(durable, member, EditFacts.erase(version), key, "", 0, Map.of(), false);
        // the entries before this one are in Postgres with it: now none of their free text is left elsewhere
        return committed.compose(receipt -> receipt.ackPending()
                ? Future.failedFuture(Refusal.unavailable("postgres-unavailable", RETRY_MILLIS))
                : eraseNotes.apply(new MemberKey(call.programme(), member)));
    }
}
