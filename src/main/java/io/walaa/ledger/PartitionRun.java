package io.walaa.ledger;

import java.util.List;

/**
 * Consecutive entries of one partition that are flushed together.
 *
 * @param generation under which they were read
 * @param before the sequence that Postgres must have as its last
 * @param entries at least one, in sequence from {@code before + 1}
 * @param journalSeq the partition's last sequence when they were read
 * @param complete whether they reach {@code journalSeq}
 * @param redisMillis Redis's clock when they were read
 */
record PartitionRun(
        int partition,
        long generation,
        long before,
        List<FlushEntry> entries,
        long journalSeq,
        boolean complete,
        long redisMillis) {

    FlushEntry last() {
        return entries.get(entries.size() - 1);
    }
}
