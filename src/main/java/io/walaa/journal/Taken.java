package io.walaa.journal;

import java.util.List;

/**
 * What the flusher read of a partition.
 *
 * @param seq the partition's last sequence at that moment
 * @param flushed what was last noted as flushed
 * @param redisMillis Redis's clock then: what is not among the entries was written later
 * @param generation under which it was read
 * @param entries in sequence
 */
public record Taken(long seq, long flushed, long redisMillis, long generation, List<JournalEntry> entries) {}
