package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.journal.Position;

/** What an operation wants of the flusher. */
public interface Flushes {
    /** There is something to flush; {@code awaited} if a reply waits for it. */
    void dirty(int partition, boolean awaited);

    /**
     * True once the entry stands in Postgres; false if that could not be seen in time; a refusal if it was lost before
     * it came there.
     */
    Future<Boolean> await(Position position, long generation, String commitId);

    /**
     * A guess after how many milliseconds a full backlog lets commits through again.
     *
     * @param cap which one is reached, as the commit script says it
     */
    long retryAfterMillis(String cap);
}
