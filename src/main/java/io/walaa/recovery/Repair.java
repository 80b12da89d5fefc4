package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.Partitions;
import io.walaa.ledger.Refold;
import io.walaa.store.redis.Script;
import io.walaa.store.redis.ToSlot;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts right what differs. The ledger's tables are written anew from its entries; a member in Redis is dropped, so that
 * it comes back from the ledger, and its partition gets a new generation, with which every node's cached state dies.
 */
public final class Repair {
    private static final Script FORGET = Script.load("recovery/forget");
    private static final int TRIES = 5;

    private final ToSlot redis;
    private final Pool postgres;
    private final Partitions partitions;

    public Repair(ToSlot redis, Pool postgres, Partitions partitions) {
        this.redis = redis;
        this.postgres = postgres;
        this.partitions = partitions;
    }

    /** Writes a partition's members, pages and totals anew from its entries, while nothing of it is flushed. */
    public Future<Void> ledger(int partition) {
        return postgres.withTransaction(transaction -> transaction
                .preparedQuery("SELECT FROM partition_state WHERE partition = $1 FOR UPDATE")
                .execute(Tuple.of(partition))
                .compose(locked -> Refold.write(transaction, partition)));
    }

    /** Drops these members from Redis where they are flushed. */
    public Future<Void> hot(List<Reconcile.Drift> drifts) {
        Future<Void> done = Future.succeededFuture();
        Set<Integer> touched = new TreeSet<>();
        for (Reconcile.Drift drift : drifts) {
            touched.add(drift.partition());
            done = done.compose(before -> forget(drift));
        }
        for (int partition : touched) {
            done = done.compose(before -> ValidationLock.with(postgres, connection -> newGeneration(partition, TRIES)));
        }
        return done;
    }

    private Future<Void> forget(Reconcile.Drift drift) {
        return Meta.read(redis, partitions, drift.partition()).compose(meta -> {
            if (meta == null) {
                return Future.succeededFuture();
            }
            Request forget = Request.cmd(Command.EVAL)
                    .arg(FORGET.text())
                    .arg(2)
                    .arg(partitions.meta(drift.partition()))
                    .arg(drift.key())
                    .arg(meta.run())
                    .arg(meta.generation());
            return redis.send(partitions.slot(drift.partition()), forget).mapEmpty();
        });
    }

    private Future<Void> newGeneration(int partition, int tries) {
        return Meta.read(redis, partitions, partition).compose(meta -> {
            if (meta == null) {
                return Future.succeededFuture();
            }
            return PartitionFence.raise(postgres, partition, meta.generation())
                    .compose(raised -> raised.quarantined() || raised.generation() != meta.generation() + 1
                            // It was not valid as it stood, so the nodes look at it anew by themselves.
                            ? Future.succeededFuture(true)
                            : ValidateScript.write(redis, partitions, meta, raised, Verdict.SAME, meta.run()))
                    .compose(written ->
                            written || tries == 0 ? Future.succeededFuture() : newGeneration(partition, tries - 1));
        });
    }
}
