package io.walaa.ledger;

/**
 * How the flusher works.
 *
 * @param node names this node among those that flush
 * @param lines how many transactions may be under way at once, each of its own share of the partitions
 * @param batchEntries most entries of one transaction
 * @param lingerMillis how long entries gather under load
 * @param leaseMillis how long a silent node keeps its partitions
 * @param pollMillis between looks at all partitions, at leases, and at a Postgres that is away
 * @param tailMillis how long flushed entries stay in the journal
 * @param keyWindowMillis how long a client's key counts
 */
public record FlushSettings(
        String node,
        int lines,
        int batchEntries,
        int lingerMillis,
        int leaseMillis,
        int pollMillis,
        int tailMillis,
        long keyWindowMillis) {

    /** The settings that were measured to work well. */
    public static FlushSettings of(String node, long keyWindowMillis) {
        return new FlushSettings(node, 1, 2_000, 25, 3_000, 1_000, 60_000, keyWindowMillis);
    }
}
