package io.walaa.journal;

/**
 * What makes a repeated request the same operation.
 *
 * @param id 22 characters: a keyed hash of programme and (source, type, id) for an event, of programme, member and
 *     Idempotency-Key for another write, of what it follows from for a follow-up
 * @param body 22 characters: a keyed hash of the request in canonical form
 * @param kind how long it counts
 */
public record OperationKey(String id, String body, Kind kind) {
    /** How long an operation key counts. */
    public enum Kind {
        /** A partner's event: for ever in the ledger. */
        EVENT("e"),
        /** A client's Idempotency-Key: for the published window. */
        KEY("k"),
        /** A follow-up of something that happened, such as an expiry: for ever. */
        DERIVED("d");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        /** How it stands in an entry. */
        public String letter() {
            return letter;
        }

        /** The kind that stands as {@code letter}. */
        public static Kind of(String letter) {
            for (Kind kind : values()) {
                if (kind.letter.equals(letter)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of operation: " + letter);
        }
    }
}
