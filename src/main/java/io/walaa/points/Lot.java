package io.walaa.points;

/**
 * What identifies a lot inside one unit of one member: awards that expire and activate at the same instant share it.
 *
 * @param expiresAt epoch second from which the points are gone (exclusive), {@link #NEVER} without expiry
 * @param activatesAt epoch second from which they can be spent, {@link #ACTIVE} once they can, {@link #ON_CONFIRMATION}
 *     while they wait for their order to be confirmed
 * @param source the order whose points these are while they are pending, else empty
 */
public record Lot(long expiresAt, long activatesAt, String source) {
    public static final long NEVER = Long.MAX_VALUE;
    public static final long ACTIVE = 0;
    public static final long ON_CONFIRMATION = Long.MAX_VALUE;

    /** A lot that can be spent until {@code expiresAt}. */
    public static Lot active(long expiresAt) {
        return new Lot(expiresAt, ACTIVE, "");
    }

    /** This lot once it can be spent. */
    public Lot activated() {
        return active(expiresAt);
    }

    public boolean pending() {
        return activatesAt != ACTIVE;
    }
}
