package io.walaa.ledger;

import java.util.List;

/**
 * How many entries of each partition one batch takes: alike at first, what is left over to those known to have more.
 */
final class FlushShares {
    private final List<FlushedPartition> partitions;
    private final int fair;
    private final int more;

    FlushShares(List<FlushedPartition> partitions, int batchEntries) {
        this.partitions = partitions;
        fair = Math.max(1, batchEntries / Math.max(1, partitions.size()));
        long spare = batchEntries;
        int hungry = 0;
        for (FlushedPartition partition : partitions) {
            spare -= Math.min(fair, partition.backlog());
            hungry += partition.backlog() > fair ? 1 : 0;
        }
        more = hungry == 0 ? 0 : (int) Math.max(0, spare / hungry);
    }

    int of(FlushedPartition partition) {
        return partitions.size() == 1 || partition.backlog() > fair ? fair + more : fair;
    }
}
