package io.walaa.journal;

/**
 * An operation's idempotency record.
 *
 * @param body keyed hash of the request
 * @param generation under which it was written
 * @param seq partition sequence of its entry
 */
public record OperationRecord(String body, long generation, long seq) {
    /** Reads {@code <body> <generation> <sequence>}. */
    public static OperationRecord of(String text) {
        String[] part = text.split(" ", 3);
        return new OperationRecord(part[0], Long.parseLong(part[1]), Long.parseLong(part[2]));
    }
}
