package io.walaa.journal;

import io.vertx.core.Future;

/** What the flusher needs of the journal. */
public interface JournalReader {
    /** Reads up to {@code count} entries from {@code fromSeq}; {@link Fenced} if the partition must be validated. */
    Future<Taken> take(int partition, long fromSeq, int count);

    /**
     * Notes how far Postgres has the journal, after trimming it.
     *
     * @param flushedBytes bytes flushed since the last note
     * @param oldestMillis Redis's clock before which nothing that is left was written
     * @param keepFromSeq entries from here on stay
     * @return the partition's last sequence
     */
    Future<Long> flushed(int partition, long flushedSeq, long flushedBytes, long oldestMillis, long keepFromSeq);

    /** Tells all nodes how far the partition is flushed, for those who wait. */
    Future<Void> announce(int partition, long flushedSeq);
}
