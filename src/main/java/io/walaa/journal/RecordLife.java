package io.walaa.journal;

import java.time.Duration;

/**
 * How long idempotency records stay in Redis. A client key's is an hour longer than the published window, so that a key
 * used again is replayed or new, never booked and then reversed.
 *
 * @param eventMillis of an event or a follow-up; what is older is looked up in Postgres
 * @param keyMillis of an Idempotency-Key
 */
public record RecordLife(long eventMillis, long keyMillis) {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long EVENT_MILLIS = 70 * 60_000;

    /** For the published window of client keys. */
    public static RecordLife of(Duration window) {
        return new RecordLife(EVENT_MILLIS, window.toMillis() + HOUR_MILLIS);
    }

    /** The life of an operation's record. */
    public long millis(OperationKey.Kind kind) {
        return kind == OperationKey.Kind.KEY ? keyMillis : eventMillis;
    }
}
