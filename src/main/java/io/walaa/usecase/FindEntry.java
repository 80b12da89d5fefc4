package io.walaa.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.decision.EntryId;
import io.walaa.decision.Refusal;
import io.walaa.journal.Entry;
import io.walaa.journal.EntryBody;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.StateSource;
import io.walaa.member.MemberId;
import java.util.concurrent.TimeUnit;

/** Finds an entry by its id. The ledger has it within milliseconds of its commit; until then this waits. */
public final class FindEntry {
    private static final int AGAIN_MILLIS = 50;
    private static final int TRIES = 40;
    private static final int RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final StateSource ledger;
    private final Operations operations;

    public FindEntry(Vertx vertx, StateSource ledger, Operations operations) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.operations = operations;
    }

    /** The entry; refused as not found if the programme has none of this id. */
    public Future<Entry> find(String programme, EntryId id) {
        MemberKey key = new MemberKey(programme, MemberId.ofBody(id.member()));
        return ask(key, id, 1);
    }

    private Future<Entry> ask(MemberKey key, EntryId id, int tried) {
        return Postgres.orUnavailable(ledger.entry(key.programme(), key.member(), id.seq()))
                .compose(stored -> stored == null ? later(key, id, tried) : named(stored, id));
    }

    private static Future<Entry> named(JournalEntry stored, EntryId id) {
        Entry entry = EntryBody.read(stored);
        return entry.id().equals(id) ? Future.succeededFuture(entry) : notFound();
    }

    private Future<Entry> later(MemberKey key, EntryId id, int tried) {
        if (tried == TRIES) {
            return Future.failedFuture(Refusal.unavailable("ledger-behind", RETRY_MILLIS));
        }
        return operations
                .read(key)
                .compose(state -> state.seq() < id.seq()
                        ? FindEntry.notFound()
                        : vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).compose(done -> ask(key, id, tried + 1)));
    }

    private static Future<Entry> notFound() {
        return Future.failedFuture(Refusal.notFound("entry-not-found"));
    }
}
