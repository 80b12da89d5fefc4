package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.journal.Fenced;
import io.walaa.journal.OperationRecord;
import io.walaa.store.redis.RedisLink;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a batch that an ordinary commit does not answer: repeats, refusals (which are given only once it is sure
 * that the same request did not succeed before), and those whose commit may or may not have been done.
 */
final class Stragglers {
    private static final long RETRY_MILLIS = 500;
    private static final long AGAIN_MILLIS = 100;
    private static final long UNKNOWN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Shard shard;
    private final MemberKey key;
    private final int partition;
    private final Replays replays;

    Stragglers(Shard shard, MemberKey key, int partition) {
        this.shard = shard;
        this.key = key;
        this.partition = partition;
        this.replays = new Replays(shard);
    }

    /** Answers those turns that Postgres knows, of those that Redis may have forgotten by their age. */
    Future<Void> lookUpFirst(List<Turn> turns) {
        Future<Void> done = Future.succeededFuture();
        for (Turn turn : turns) {
            if (turn.operation.lookUpFirst() && !turn.operation.dryRun()) {
                done = done.compose(before -> answer(turn, replays.ask(turn.operation)));
            }
        }
        return done;
    }

    /** Answers those turns that Postgres knows. */
    Future<Void> ask(List<Turn> turns) {
        Future<Void> done = Future.succeededFuture();
        for (Turn turn : turns) {
            if (!turn.operation.dryRun()) {
                done = done.compose(before -> answer(turn, replays.ask(turn.operation)));
            }
        }
        return done;
    }

    /**
     * Answers the turns whose records the commit found.
     *
     * @param records of each entry, empty where there is none
     * @return whether a record belongs to a lost history, and Postgres was asked for all turns because of it
     */
    Future<Boolean> known(List<String> records, List<Turn> turns) {
        Future<Void> done = Future.succeededFuture();
        for (Turn turn : turns) {
            if (turn.entry >= 0 && !records.get(turn.entry).isEmpty()) {
                OperationRecord record = OperationRecord.of(records.get(turn.entry));
                done = done.compose(before -> answer(turn, replays.of(turn.operation, partition, record)));
            }
        }
        long since = shard.generations().since(partition);
        boolean lost = records.stream()
                .anyMatch(record ->
                        !record.isEmpty() && OperationRecord.of(record).generation() < since);
        return lost
                ? done.compose(before -> ask(
                                turns.stream().filter(turn -> !turn.answered).toList()))
                        .map(true)
                : done.map(false);
    }

    /** Refuses, unless the same request succeeded before. */
    Future<Void> refuse(List<Turn> turns) {
        List<Turn> dry = turns.stream().filter(turn -> turn.operation.dryRun()).toList();
        dry.forEach(Stragglers::refuse);
        List<Turn> asked =
                turns.stream().filter(turn -> !turn.operation.dryRun()).toList();
        return asked.isEmpty()
                ? Future.succeededFuture()
                : recorded(asked).map(done -> {
                    asked.stream().filter(turn -> !turn.answered).forEach(Stragglers::refuse);
                    return null;
                });
    }

    private static void refuse(Turn turn) {
        Refusal refusal = turn.refusal;
        if (refusal != null) {
            turn.fail(refusal);
        }
    }

    /** Answers the turns that have a record, here or, where records may be missing, in Postgres. */
    private Future<Void> recorded(List<Turn> turns) {
        List<String> ids = turns.stream().map(turn -> turn.operation.key().id()).toList();
        return shard.journal()
                .records(partition, key.programme(), key.member(), ids)
                .compose(records -> {
                    Future<Void> done = Future.succeededFuture();
                    for (int i = 0; i < turns.size(); i++) {
                        Turn turn = turns.get(i);
                        OperationRecord record = records.records().get(i);
                        if (record != null) {
                            done = done.compose(before -> answer(turn, replays.of(turn.operation, partition, record)));
                        } else if (!records.complete()) {
                            done = done.compose(before -> answer(turn, replays.ask(turn.operation)));
                        }
                    }
                    return done;
                });
    }

    private static Future<Void> answer(Turn turn, Future<@Nullable Receipt> replay) {
        return replay.transform(done -> {
            Receipt receipt = done.result();
            if (receipt != null) {
                turn.succeed(receipt);
            } else if (done.cause() instanceof Fenced) {
                // The entry that the record points at is read once the partition is valid again.
                return Future.failedFuture(done.cause());
            } else if (done.failed()) {
                turn.fail(done.cause());
            }
            return Future.succeededFuture();
        });
    }

    /** Answers a turn that carries the key of an earlier one of its batch, as that one was answered. */
    void repeat(Turn turn, Receipt first) {
        if (first.entry().operation().body().equals(turn.operation.key().body())) {
            turn.answer.tryComplete(
                    new Receipt(first.entry(), first.position(), first.ack(), first.ackPending(), true, Trace.off()));
        } else {
            turn.answer.tryFail(Refusal.of("idempotency-key-reused"));
        }
    }

    /**
     * Finds out whether a commit was done whose connection was lost: waits until it cannot be done any more, then reads
     * its records. Only then is a no given.
     *
     * @param link over which it was sent
     * @param latestMillis that Redis's clock after which the commit is refused as late
     */
    Future<Void> unknown(List<Turn> turns, RedisLink link, long latestMillis) {
        long wait = Math.max(1, latestMillis - link.redisMillis() + AGAIN_MILLIS);
        long giveUp = System.nanoTime() + UNKNOWN_NANOS;
        return shard.vertx().timer(wait, TimeUnit.MILLISECONDS).compose(late -> readAgain(turns, giveUp));
    }

    private Future<Void> readAgain(List<Turn> turns, long giveUpNanos) {
        return recorded(turns.stream()
                        .filter(turn -> !turn.answered && !turn.operation.dryRun())
                        .toList())
                .transform(read -> {
                    if (read.succeeded()) {
                        return Future.failedFuture(Refusal.unavailable("not-applied", RETRY_MILLIS));
                    }
                    if (System.nanoTime() > giveUpNanos) {
                        return Future.failedFuture(Refusal.unavailable("outcome-unknown", RETRY_MILLIS));
                    }
                    return shard.validation()
                            .validate(partition)
                            .transform(any -> shard.vertx().timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS))
                            .compose(later -> readAgain(turns, giveUpNanos));
                });
    }
}
