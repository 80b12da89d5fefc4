package io.walaa.proof;

/**
 * One thing that a client asks for; sent again it is the same.
 *
 * @param reference names it in the ledger's notes; a request that abuses another one's key has its own
 * @param key its Idempotency-Key, or the id of its event
 * @param member whose points it changes first
 * @param path where it is posted
 * @param body as JSON
 * @param ack the acknowledgement that is asked for
 * @param amount in points
 * @param expires epoch second at which points given expire; {@link #NEVER}
 * @param about the hold, the order or the receiving member that it is about
 */
public record Operation(
        String reference,
        String key,
        Kind kind,
        String member,
        String path,
        String body,
        String ack,
        long amount,
        long expires,
        String about) {
    public static final long NEVER = Long.MAX_VALUE;

    /** What can be asked for. */
    public enum Kind {
        EARN,
        REDEEM,
        HOLD,
        CAPTURE,
        RELEASE,
        TRANSFER,
        PURCHASE,
        CANCEL;

        /** Whether it is an event, whose key is its own id. */
        public boolean isEvent() {
            return this == PURCHASE || this == CANCEL;
        }
    }
}
