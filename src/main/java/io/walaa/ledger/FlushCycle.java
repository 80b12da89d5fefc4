package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round of the flusher: read what is dirty, write it in one transaction, tell those who wait. */
final class FlushCycle {
    private static final Logger LOG = LoggerFactory.getLogger(FlushCycle.class);

    private final FlushGather gather;
    private final FlushTransaction transaction;
    private final FlushNotes notes;
    private final FlushTrouble trouble;
    private final AwaitFlush waiting;
    private final DirtySet dirty;
    private final FlushMetrics metrics;
    private final LongSupplier clockMillis;
    private final String node;
    private final int batchEntries;

    FlushCycle(
            FlushGather gather,
            FlushTransaction transaction,
            FlushNotes notes,
            FlushTrouble trouble,
            AwaitFlush waiting,
            DirtySet dirty,
            FlushMetrics metrics,
            LongSupplier clockMillis,
            FlushSettings settings) {
        this.gather = gather;
        this.transaction = transaction;
        this.notes = notes;
        this.trouble = trouble;
        this.waiting = waiting;
        this.dirty = dirty;
        this.metrics = metrics;
        this.clockMillis = clockMillis;
        this.node = settings.node();
        this.batchEntries = settings.batchEntries();
    }

    /**
     * What a round came to.
     *
     * @param entries how many were flushed
     * @param more whether it is known that more wait
     */
    record Outcome(int entries, boolean more) {}

    /** The partitions of a round, and those of them whose replies wait on some node. */
    private record Picked(List<FlushedPartition> partitions, Set<Integer> hinted) {}

    Future<Outcome> run(SqlConnection connection, Map<Integer, FlushedPartition> held) {
        Picked picked = pick(held);
        if (picked.partitions.isEmpty()) {
            return Future.succeededFuture(new Outcome(0, false));
        }
        return settleDoubts(connection, picked.partitions)
                .compose(sure -> read(connection, sure, picked.hinted))
                .compose(runs -> runs.isEmpty()
                        ? Future.succeededFuture(new Outcome(0, false))
                        : write(connection, runs, held, picked.hinted))
                .onFailure(failure -> FlushTrouble.doubt(picked.partitions));
    }

    private Picked pick(Map<Integer, FlushedPartition> held) {
        List<FlushedPartition> partitions = new ArrayList<>(held.size());
        Set<Integer> hinted = new HashSet<>();
        for (int number = 0; number < dirty.size(); number++) {
            // Marks of partitions that another node flushes are taken away too: nobody here waits for them.
            DirtySet.Mark mark = dirty.take(number);
            FlushedPartition partition = held.get(number);
            if (partition != null && mark != DirtySet.Mark.CLEAN && !partition.paused()) {
                partitions.add(partition);
                if (mark == DirtySet.Mark.HINTED) {
                    hinted.add(partition.partition());
                }
            }
        }
        return new Picked(partitions, hinted);
    }

    /** Asks Postgres about partitions whose last flush may or may not have been committed. */
    private Future<List<FlushedPartition>> settleDoubts(SqlConnection connection, List<FlushedPartition> partitions) {
        Integer[] unsure = partitions.stream()
                .filter(FlushedPartition::unsure)
                .map(FlushedPartition::partition)
                .toArray(Integer[]::new);
        if (unsure.length == 0) {
            return Future.succeededFuture(partitions);
        }
        return PartitionStateTable.read(connection, unsure).map(rows -> {
            Map<Integer, PartitionRow> found = new HashMap<>();
            rows.forEach(row -> found.put(row.partition(), row));
            List<FlushedPartition> sure = new ArrayList<>(partitions);
            sure.removeIf(partition -> {
                PartitionRow row = found.get(partition.partition());
                if (row == null) {
                    return partition.unsure();
                }
                if (!node.equals(row.owner()) || row.quarantine() != null) {
                    return true;
                }
                partition.adopt(row);
                waiting.released(row.partition(), row.lastSeq(), row.generation());
                return false;
            });
            return sure;
        });
    }

    private Future<List<PartitionRun>> read(
            SqlConnection connection, List<FlushedPartition> partitions, Set<Integer> hinted) {
        FlushShares shares = new FlushShares(partitions, batchEntries);
        List<PartitionRun> runs = new ArrayList<>(partitions.size());
        List<Future<Void>> reads = new ArrayList<>(partitions.size());
        for (FlushedPartition partition : partitions) {
            reads.add(gather.next(partition, shares.of(partition))
                    .compose(
                            run -> {
                                if (run != null) {
                                    runs.add(run);
                                    return Future.succeededFuture();
                                }
                                partition.drained(clockMillis.getAsLong());
                                if (hinted.contains(partition.partition()) && partition.flushedAsRead()) {
                                    // It was flushed before the hint came.
                                    notes.announce(partition.partition(), partition.lastSeq());
                                }
                                return note(partition, true);
                            },
                            failure -> trouble.unread(connection, partition, failure)));
        }
        return Future.join(reads).map(read -> runs);
    }

    private Future<Outcome> write(
            SqlConnection connection,
            List<PartitionRun> runs,
            Map<Integer, FlushedPartition> held,
            Set<Integer> hinted) {
        return attempt(connection, runs, held, hinted)
                .recover(failure -> {
                    metrics.failed();
                    if (FlushTrouble.passing(failure)) {
                        return Future.failedFuture(failure);
                    }
                    LOG.warn("a batch of {} partitions was refused: {}", runs.size(), failure.getMessage());
                    return oneByOne(connection, runs, held, hinted);
                })
                .map(entries -> new Outcome(entries, runs.stream().anyMatch(run -> !run.complete())));
    }

    private Future<Integer> attempt(
            SqlConnection connection,
            List<PartitionRun> runs,
            Map<Integer, FlushedPartition> held,
            Set<Integer> hinted) {
        FlushBatch batch = FlushBatch.of(runs);
        long start = System.nanoTime();
        return transaction.write(connection, batch).map(duplicates -> {
            metrics.flushed(batch.entries().size(), duplicates, System.nanoTime() - start);
            if (duplicates > 0) {
                LOG.warn("{} entries repeat an operation that was there before; they will be reversed", duplicates);
            }
            waiting.released(runs);
            for (PartitionRun run : runs) {
                FlushedPartition partition = held.get(run.partition());
                if (partition != null) {
                    partition.flushed(run, clockMillis.getAsLong());
                    note(partition, false);
                    // Read again after the linger: only a journal seen to be empty is noted as drained.
                    dirty.mark(run.partition(), false);
                }
                if (hinted.contains(run.partition())) {
                    notes.announce(run.partition(), run.last().seq());
                }
            }
            return batch.entries().size();
        });
    }

    /** So that one bad partition never stops the others. */
    private Future<Integer> oneByOne(
            SqlConnection connection,
            List<PartitionRun> runs,
            Map<Integer, FlushedPartition> held,
            Set<Integer> hinted) {
        Future<Integer> flushed = Future.succeededFuture(0);
        for (PartitionRun run : runs) {
            flushed = flushed.compose(before -> attempt(connection, List.of(run), held, hinted)
                    .map(entries -> before + entries)
                    .recover(failure -> {
                        metrics.failed();
                        FlushedPartition partition = held.get(run.partition());
                        if (partition == null) {
                            return Future.succeededFuture(before);
                        }
                        return trouble.unwritten(connection, partition, run, failure)
                                .map(before);
                    }));
        }
        return flushed;
    }

    private Future<Void> note(FlushedPartition partition, boolean drained) {
        return notes.note(partition, drained).map(more -> {
            if (more) {
                dirty.mark(partition.partition(), false);
            }
            return null;
        });
    }
}
