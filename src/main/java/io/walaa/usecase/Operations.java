package io.walaa.usecase;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.walaa.decision.Refusal;
import io.walaa.journal.Fenced;
import io.walaa.journal.Partitions;
import io.walaa.member.MemberState;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The way into the lanes from any thread: every partition belongs to one event loop of this node; a call hops there and
 * its answer hops back.
 */
public final class Operations {
    private static final long FULL_MILLIS = 2_000;
    private static final long VALIDATED_MILLIS = 1_000;

    private final Partitions partitions;
    private final List<Lanes> shards;
    private final IntPredicate full;

    /**
     * @param shards one per event loop; partition {@code p} belongs to number {@code p % size}
     * @param full whether the Redis of a partition has no room for more commits
     */
    public Operations(Partitions partitions, List<Lanes> shards, IntPredicate full) {
        this.full = full;
        this.partitions = partitions;
        this.shards = List.copyOf(shards);
    }

    /** Runs an operation; its answer, or why there is none. */
    public Future<Receipt> run(Operation operation) {
        int partition = partitions.of(operation.programme(), operation.member());
        if (full.test(partition)) {
            return Future.failedFuture(Refusal.unavailable("redis-full", FULL_MILLIS));
        }
        return on(partition, lanes -> lanes.enter(operation, partition));
    }

    /** A member's state as Redis has it now. */
    public Future<MemberState> read(MemberKey key) {
        int partition = partitions.of(key.programme(), key.member());
        return on(partition, lanes -> read(lanes.shard(), key, partition)).map(MemberStates.Known::state);
    }

    private static Future<MemberStates.Known> read(Shard shard, MemberKey key, int partition) {
        return shard.states().read(key, partition).recover(failure -> {
            if (!(failure instanceof Fenced)) {
                return Future.failedFuture(failure);
            }
            return shard.validation()
                    .validate(partition)
                    .compose(done -> shard.states().read(key, partition));
        });
    }

    /** A page of a member as it is now; null if it has none of this name. */
    public Future<@Nullable String> page(MemberKey key, String name) {
        int partition = partitions.of(key.programme(), key.member());
        return on(partition, lanes -> lanes.shard().states().page(key, partition, name));
    }

    /**
     * The owner of a voucher code, as its commit noted it; null if nobody has it.
     *
     * @param partition where the code says its owner is
     * @param page the name of the voucher's page, which tells the owner where Redis has forgotten the code
     */
    public Future<@Nullable String> owner(String programme, int partition, String codeHash, String page) {
        if (partition >= partitions.count()) {
            return Future.succeededFuture(null);
        }
        return on(
                partition,
                lanes -> lanes.shard()
                        .journal()
                        .owner(partition, programme, codeHash)
                        .compose(owner -> owner != null
                                ? Future.succeededFuture(owner)
                                : Postgres.orUnavailable(
                                        lanes.shard().ledger().pageOwner(partition, programme, page))));
    }

    /** The partition that owns a member. */
    public int partition(MemberKey key) {
        return partitions.of(key.programme(), key.member());
    }

    <T> Future<T> on(int partition, Function<Lanes, Future<T>> work) {
        Lanes lanes = shards.get(partition % shards.size());
        Context there = lanes.shard().context();
        Context here = Vertx.currentContext();
        if (here == there) {
            return work.apply(lanes).recover(Operations::validatedLater);
        }
        Promise<T> answer = Promise.promise();
        there.runOnContext(now -> work.apply(lanes)
                .recover(Operations::validatedLater)
                .onComplete(done -> {
                    if (here == null) {
                        answer.handle(done);
                    } else {
                        here.runOnContext(back -> answer.handle(done));
                    }
                }));
        return answer.future();
    }

    /** Redis changed again while somebody was about to use it. */
    private static <T> Future<T> validatedLater(Throwable failure) {
        return Future.failedFuture(
                failure instanceof Fenced ? Refusal.unavailable("not-validated", VALIDATED_MILLIS) : failure);
    }
}
