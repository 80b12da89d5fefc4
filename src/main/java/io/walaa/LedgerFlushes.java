package io.walaa;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.journal.BacklogCaps;
import io.walaa.journal.Position;
import io.walaa.ledger.AwaitFlush;
import io.walaa.ledger.Flusher;
import io.walaa.usecase.Flushes;

/** What use cases ask of the flusher, answered by it and by those who wait for it. */
final class LedgerFlushes implements Flushes {
    /**
     * Writes pass again once the journal is told of so many entries that are flushed: all of the cap need not drain.
     */
    private static final int ROOM_ENTRIES = 256;

    private final Flusher flusher;
    private final AwaitFlush awaitFlush;
    private final BacklogCaps caps;

    LedgerFlushes(Flusher flusher, AwaitFlush awaitFlush, BacklogCaps caps) {
        this.flusher = flusher;
        this.awaitFlush = awaitFlush;
        this.caps = caps;
    }

    @Override
    public void dirty(int partition, boolean awaited) {
        flusher.dirty(partition, awaited);
    }

    @Override
    public Future<Boolean> await(Position position, long generation, String commitId) {
        return awaitFlush.entry(position, generation, commitId).compose(outcome -> switch (outcome) {
            case FLUSHED -> Future.succeededFuture(true);
            case PENDING -> Future.succeededFuture(false);
            case LOST -> Future.failedFuture(Refusal.unavailable("entry-lost", 1));
        });
    }

    @Override
    public long retryAfterMillis(String cap) {
        // Room is made by the first entries that are flushed; what is too old is so until nearly all are.
        return cap.equals("age") ? flusher.drainMillis() : flusher.drainMillis(Math.min(caps.entries(), ROOM_ENTRIES));
    }
}
