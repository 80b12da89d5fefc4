package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.JournalReader;
import io.walaa.journal.Taken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a partition's next entries from the journal and checks that they follow on what Postgres has. */
final class FlushGather {
    private static final Logger LOG = LoggerFactory.getLogger(FlushGather.class);

    private final JournalReader journal;
    private final FlushMetrics metrics;
    private final FlushEntryReader reader = new FlushEntryReader(new Chain());

    FlushGather(JournalReader journal, FlushMetrics metrics) {
        this.journal = journal;
        this.metrics = metrics;
    }

    /** The journal does not continue what Postgres has: the partition must be validated. */
    static final class Discontinuous extends RuntimeException {
        private static final long serialVersionUID = 1;

        Discontinuous(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * The next run, null if there is nothing to flush. Fails with {@link Discontinuous} on a gap or a fork, with
     * {@link FlushRefused} if the next entry cannot be read.
     */
    Future<@Nullable PartitionRun> next(FlushedPartition partition, int count) {
        return journal.take(partition.partition(), partition.lastSeq() + 1, count)
                .map(taken -> {
                    partition.sawJournal(taken.seq());
                    partition.sawGeneration(taken.generation());
                    long missing = partition.sawNote(taken.flushed());
                    if (missing > 0) {
                        metrics.missing(missing);
                        LOG.warn(
                                "partition {}: Postgres was put back to an earlier moment, and {} entries that it had are"
                                        + " flushed again",
                                partition.partition(),
                                missing);
                    }
                    return run(partition, taken);
                });
    }

    /** Looks how far the journal goes, without flushing. */
    void peek(FlushedPartition partition) {
        journal.take(partition.partition(), partition.lastSeq() + 1, 1)
                .onSuccess(taken -> partition.sawJournal(taken.seq()));
    }

    private @Nullable PartitionRun run(FlushedPartition partition, Taken taken) {
        long seq = partition.lastSeq();
        if (taken.seq() < seq) {
            throw new Discontinuous("the journal ends at " + taken.seq() + ", Postgres has " + seq);
        }
        if (taken.entries().isEmpty()) {
            if (taken.seq() > seq) {
                throw new Discontinuous("the journal has no entry after " + seq + ", yet ends at " + taken.seq());
            }
            partition.sawEnd(taken.redisMillis());
            return null;
        }
        List<FlushEntry> entries = new ArrayList<>(taken.entries().size());
        String commit = partition.lastCommit();
        Buffer chain = partition.chain();
        for (JournalEntry entry : taken.entries()) {
            if (entry.position().seq() != seq + 1 || !entry.previousCommitId().equals(commit)) {
                throw new Discontinuous("entry " + entry.position().seq() + " does not follow on entry " + seq);
            }
            FlushEntry next = read(entry, chain, entries.isEmpty());
            if (next == null) {
                break;
            }
            entries.add(next);
            seq++;
            commit = entry.commitId();
            chain = next.seal().chain();
        }
        return new PartitionRun(
                partition.partition(),
                taken.generation(),
                partition.lastSeq(),
                entries,
                taken.seq(),
                seq == taken.seq(),
                taken.redisMillis());
    }

    /** An entry that cannot be read ends the run before it, so that what is good is flushed first. */
    private @Nullable FlushEntry read(JournalEntry entry, Buffer chain, boolean first) {
        try {
            return reader.read(entry, chain);
        } catch (IllegalArgumentException unreadable) {
            if (first) {
                throw new FlushRefused("entry " + entry.position().seq() + " cannot be read");
            }
            return null;
        }
    }
}
