package io.walaa.ledger;

/** A batch that does not fit what Postgres has: nothing of it was written. */
final class FlushRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean stale;

    /** Its content is wrong: another try comes out the same. */
    FlushRefused(String reason) {
        this(reason, false);
    }

    private FlushRefused(String reason, boolean stale) {
        super(reason, null, false, false);
        this.stale = stale;
    }

    /** Postgres has another last sequence or generation than it was read for. */
    static FlushRefused stale() {
        return new FlushRefused("another last sequence or generation", true);
    }

    boolean isStale() {
        return stale;
    }
}
