package io.walaa.usecase;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import io.walaa.decision.Refusal;
import io.walaa.journal.AckLevel;
import io.walaa.journal.Commit;
import io.walaa.journal.CommitReply;
import io.walaa.journal.Entry;
import io.walaa.journal.Fenced;
import io.walaa.journal.Position;
import io.walaa.store.redis.RedisLink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waited in one member's lane, on its way through decide and commit. Every turn is answered exactly once, refusals
 * too only after the commit they were decided beside. Lives on the shard's event loop.
 */
final class Batch {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final long TRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LATEST_MILLIS = 2_000;
    private static final long RETRY_MILLIS = 200;
    private static final long SET_ASIDE_MILLIS = 30_000;

    private final Shard shard;
    private final MemberKey key;
    private final int partition;
    private final List<Turn> turns;
    private final long deadlineNanos = System.nanoTime() + TRY_NANOS;
    private final Map<String, String> pages = new HashMap<>();
    private final Stragglers stragglers;
    private boolean recordsAsked;
    private boolean pagesAsked;
    private boolean pagesWanted;

    Batch(Shard shard, MemberKey key, int partition, List<Turn> turns) {
        this.shard = shard;
        this.key = key;
        this.partition = partition;
        this.turns = turns;
        this.stragglers = new Stragglers(shard, key, partition);
    }

    /** Completes when every turn is answered; never fails. */
    Future<Void> run() {
        return stragglers.lookUpFirst(turns).compose(done -> attempt()).recover(failure -> {
            if (!(failure instanceof Refusal)) {
                LOG.error("an operation failed by our own fault", failure);
            }
            open().forEach(turn -> turn.fail(failure));
            return Future.succeededFuture();
        });
    }

    private List<Turn> open() {
        return turns.stream().filter(turn -> !turn.answered).toList();
    }

    private Future<Void> attempt() {
        List<Turn> open = open();
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        if (System.nanoTime() > deadlineNanos) {
            return Future.failedFuture(Refusal.conflict("member-busy", RETRY_MILLIS));
        }
        open.forEach(Turn::reset);
        MemberStates.Known known = shard.states().cached(key, partition);
        Future<Void> done = known == null
                ? shard.states().read(key, partition).compose(fresh -> withPages(fresh, open))
                : withPages(known, open);
        return done.recover(failure -> failure instanceof Fenced ? validated() : Future.failedFuture(failure));
    }

    private Future<Void> validated() {
        shard.states().forget(key);
        return shard.validation()
                .validate(partition)
                .compose(done -> shard.generations().of(partition) == 0
                        ? Future.failedFuture(Refusal.unavailable("partition-set-aside", SET_ASIDE_MILLIS))
                        : attempt());
    }

    private Future<Void> withPages(MemberStates.Known known, List<Turn> open) {
        TreeSet<String> names = new TreeSet<>();
        for (Turn turn : open) {
            names.addAll(turn.operation.decider().pages());
        }
        names.removeIf(pages::containsKey);
        Future<Void> read = Future.succeededFuture();
        for (String name : names) {
            read = read.compose(done -> readPage(name));
        }
        return read.isComplete() && read.succeeded() ? commit(known, open) : read.compose(done -> commit(known, open));
    }

    private Future<Void> readPage(String name) {
        return shard.states().page(key, partition, name).map(content -> {
            if (content != null) {
                pages.put(name, content);
            }
            return null;
        });
    }

    private Future<Void> commit(MemberStates.Known known, List<Turn> open) {
        Deciding deciding = new Deciding(
                key, known.state(), shard.clock().instant(), shard.commitIds(), shard.operationKeys(), pages);
        deciding.decide(open);
        List<Entry> entries = deciding.entries();
        boolean wanted = entries.size() == Commit.MAX_ENTRIES
                || open.stream().anyMatch(turn -> turn.entry >= 0 || turn.operation.settles());
        return wanted && !entries.isEmpty() ? send(known, deciding, open) : others(open);
    }

    private Future<Void> send(MemberStates.Known known, Deciding deciding, List<Turn> open) {
        boolean awaited = open.stream().anyMatch(turn -> turn.entry >= 0 && awaitsLedger(turn.operation));
        RedisLink link = shard.redis().at(shard.partitions().slot(partition));
        long latest = link.redisMillis() + LATEST_MILLIS;
        Commit commit = new Commit(
                partition,
                key.programme(),
                key.member(),
                known.generation(),
                known.state().seq(),
                deciding.entries(),
                awaited,
                recordsAsked,
                pagesAsked);
        return shard.journal()
                .commit(commit, latest)
                .transform(reply -> reply.succeeded()
                        ? answer(reply.result(), known, deciding, open, awaited)
                        : failed(reply.cause(), open, link, latest));
    }

    private boolean awaitsLedger(Operation operation) {
        return operation.ack() != null
                && operation.ack().compareTo(shard.ownLevel().get()) > 0;
    }

    private Future<Void> answer(
            CommitReply reply, MemberStates.Known known, Deciding deciding, List<Turn> open, boolean awaited) {
        return switch (reply.status()) {
            case OK -> {
                shard.states().keep(key, deciding.state(), known.generation());
                shard.flushes().dirty(partition, awaited);
                committed(reply.seq(), known.generation(), deciding.entries(), open);
                yield others(open);
            }
            case KNOWN ->
                stragglers.known(reply.records(), open).compose(asked -> {
                    recordsAsked |= asked;
                    shard.states().forget(key);
                    return attempt();
                });
            case ASK ->
                stragglers.ask(open).compose(done -> {
                    recordsAsked = true;
                    return attempt();
                });
            case COLD -> {
                shard.states().forget(key);
                yield attempt();
            }
            case CONFLICT -> {
                pages.clear();
                shard.states().take(key, reply.fields(), known.generation());
                yield pagesWanted ? pageNames(deciding).compose(done -> attempt()) : attempt();
            }
            case PAGE -> pageNames(deciding).compose(done -> attempt());
            case FENCED -> validated();
            case LATE -> Future.failedFuture(Refusal.unavailable("redis-slow", RETRY_MILLIS));
            case BUSY ->
                Future.failedFuture(
                        Refusal.unavailable("ledger-behind", shard.flushes().retryAfterMillis(reply.cap())));
        };
    }

    /** Reads the pages that must not be there: one of them is, or may be in Postgres. */
    private Future<Void> pageNames(Deciding deciding) {
        pagesWanted = true;
        Future<Void> read = Future.succeededFuture();
        for (Entry entry : deciding.entries()) {
            for (var page : entry.decision().pages()) {
                if (page.fresh()) {
                    read = read.compose(done -> readPage(page.name()));
                }
            }
        }
        return read.onSuccess(done -> pagesAsked = true);
    }

    private void committed(long firstSeq, long generation, List<Entry> entries, List<Turn> open) {
        for (Turn turn : open) {
            if (turn.entry >= 0) {
                Entry entry = entries.get(turn.entry);
                Position position = new Position(partition, firstSeq + turn.entry);
                acknowledge(turn, entry, position, generation);
            }
        }
    }

    private void acknowledge(Turn turn, Entry entry, Position position, long generation) {
        AckLevel own = shard.ownLevel().get();
        if (!awaitsLedger(turn.operation)) {
            turn.succeed(new Receipt(entry, position, own, false, false, turn.operation.trace()));
            return;
        }
        turn.answered = true;
        // It fails only if the entry is known to be lost: then nothing was done, and no level was reached.
        shard.flushes()
                .await(position, generation, entry.commitId())
                .onSuccess(flushed -> turn.succeed(new Receipt(
                        entry, position, flushed ? AckLevel.LEDGER : own, !flushed, false, turn.operation.trace())))
                .onFailure(turn::fail);
    }

    /** Answers the turns without an entry: dry runs, repeats within the batch, refusals, and those left over. */
    private Future<Void> others(List<Turn> open) {
        for (Turn turn : open) {
            Receipt dry = turn.dry;
            if (dry != null) {
                turn.succeed(dry);
            } else if (turn.sameAs != null && turn.sameAs.entry >= 0) {
                turn.sameAs
                        .answer
                        .future()
                        .onSuccess(first -> stragglers.repeat(turn, first))
                        .onFailure(turn::fail);
                turn.answered = true;
            }
        }
        return stragglers
                .refuse(open.stream().filter(turn -> turn.refusal != null).toList())
                .compose(done -> attempt());
    }

    private Future<Void> failed(Throwable failure, List<Turn> open, RedisLink link, long latest) {
        if (failure instanceof Fenced) {
            return validated();
        }
        if (failure instanceof Refusal) {
            return Future.failedFuture(failure);
        }
        shard.states().forget(key);
        if (failure instanceof Response) {
            // The script's first write is the one that fails: an error reply means that nothing was written.
            LOG.warn("Redis refused a commit: {}", failure.toString());
            return Future.failedFuture(Refusal.unavailable("redis-refuses", RETRY_MILLIS));
        }
        return stragglers.unknown(open, link, latest);
    }
}
