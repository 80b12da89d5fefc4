package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.ToSlot;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * After the ledger was restored to an earlier moment: says of each partition whether Redis still holds what followed,
 * and lets those where it does not go on from the ledger.
 */
public final class AcceptLoss {
    private final ToSlot redis;
    private final Pool postgres;
    private final Partitions partitions;

    public AcceptLoss(ToSlot redis, Pool postgres, Partitions partitions) {
        this.redis = redis;
        this.postgres = postgres;
        this.partitions = partitions;
    }

    /**
     * What became of the partitions.
     *
     * @param flushedAgain entries after the restored moment that Redis still holds without a gap: they are not lost
     * @param cut partitions in which something is lost
     * @param dropped entries of these partitions that Redis still has, but that do not follow on the ledger
     */
    public record Outcome(long flushedAgain, int cut, int dropped) {
        private Outcome and(long again, int more, int gone) {
            return new Outcome(flushedAgain + again, cut + more, dropped + gone);
        }
    }

    /**
     * Looks at all partitions.
     *
     * @param accept whether partitions with a loss go on from the ledger; otherwise they are set aside
     * @param lost is given the entries that do not count any more, before they are gone
     */
    public Future<Outcome> run(boolean accept, Consumer<List<JournalEntry>> lost) {
        Future<Outcome> outcome = Future.succeededFuture(new Outcome(0, 0, 0));
        for (int partition = 0; partition < partitions.count(); partition++) {
            int number = partition;
            outcome = outcome.compose(before -> partition(number, accept, lost, before));
        }
        return outcome;
    }

    private Future<Outcome> partition(
            int partition, boolean accept, Consumer<List<JournalEntry>> lost, Outcome before) {
        return Meta.read(redis, partitions, partition)
                .compose(meta -> PartitionFence.readAll(postgres)
                        .map(all -> Objects.requireNonNull(all.get(partition)))
                        .compose(flushed -> Verdict.of(redis, postgres, partitions, meta, flushed)
                                .compose(verdict -> {
                                    boolean broken = verdict == Verdict.FORK || verdict == Verdict.GAP;
                                    if (!broken && !flushed.quarantined()) {
                                        long again =
                                                (verdict == Verdict.SAME || verdict == Verdict.EARLIER) && meta != null
                                                        ? meta.seq() - flushed.lastSeq()
                                                        : 0;
                                        return Future.succeededFuture(before.and(again, 0, 0));
                                    }
                                    return PartitionFence.quarantine(postgres, partition, verdict.text())
                                            .compose(aside -> accept
                                                    ? new SetAside(redis, postgres, partitions)
                                                            .settle(partition, SetAside.Keep.LEDGER, lost)
                                                    : Future.succeededFuture(0))
                                            .map(dropped -> before.and(0, 1, dropped));
                                })));
    }
}
