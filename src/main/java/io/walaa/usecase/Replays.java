package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.journal.AckLevel;
import io.walaa.journal.EntryBody;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.OperationRecord;
import io.walaa.journal.Position;
import org.jspecify.annotations.Nullable;

/** Rebuilds the answer of an operation that was done before. */
final class Replays {
    private static final long RETRY_MILLIS = 1_000;

    private final Shard shard;

    Replays(Shard shard) {
        this.shard = shard;
    }

    /** The answer that a record points at. Null if the entry was lost with its history: then nothing was done. */
    Future<@Nullable Receipt> of(Operation operation, int partition, OperationRecord record) {
        if (record.generation() < shard.generations().since(partition)) {
            return ask(operation);
        }
        if (!record.body().equals(operation.key().body())) {
            return Future.failedFuture(reused());
        }
        Position position = new Position(partition, record.seq());
        return shard.journal().take(partition, record.seq(), 1).compose(taken -> {
            if (!taken.entries().isEmpty() && taken.entries().get(0).position().equals(position)) {
                AckLevel reached = taken.flushed() >= record.seq()
                        ? AckLevel.LEDGER
                        : shard.ownLevel().get();
                return answer(operation, taken.entries().get(0), reached);
            }
            return shard.ledger()
                    .entry(position)
                    .recover(Replays::withoutPostgres)
                    .compose(entry -> entry == null
                            ? Future.failedFuture(Refusal.unavailable("postgres-unavailable", RETRY_MILLIS))
                            : answer(operation, entry, AckLevel.LEDGER));
        });
    }

    /** The answer that Postgres knows; null if it knows none. */
    Future<@Nullable Receipt> ask(Operation operation) {
        return shard.ledger()
                .operation(operation.key().id())
                .recover(Replays::withoutPostgres)
                .compose(entry ->
                        entry == null ? Future.succeededFuture(null) : answer(operation, entry, AckLevel.LEDGER));
    }

    private Future<@Nullable Receipt> answer(Operation operation, JournalEntry stored, AckLevel reached) {
        var entry = EntryBody.read(stored);
        if (!entry.operation().body().equals(operation.key().body())) {
            return Future.failedFuture(reused());
        }
        if (!entry.member().equals(operation.member())) {
            return Future.failedFuture(Refusal.of("event-of-another-member"));
        }
        AckLevel wanted = operation.ack() == null ? reached : operation.ack();
        if (wanted.compareTo(reached) <= 0) {
            return Future.succeededFuture(new Receipt(entry, stored.position(), reached, false, true, Trace.off()));
        }
        long generation = shard.generations().of(stored.position().partition());
        return shard.flushes()
                .await(stored.position(), generation, stored.commitId())
                .map(flushed -> new Receipt(
                        entry, stored.position(), flushed ? AckLevel.LEDGER : reached, !flushed, true, Trace.off()));
    }

    private static Refusal reused() {
        return Refusal.of("idempotency-key-reused");
    }

    private static <T> Future<T> withoutPostgres(Throwable failure) {
        return Future.failedFuture(
                failure instanceof Refusal ? failure : Refusal.unavailable("postgres-unavailable", RETRY_MILLIS));
    }
}
