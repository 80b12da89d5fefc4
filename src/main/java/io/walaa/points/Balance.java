package io.walaa.points;

/**
 * A member's points of one unit at an instant.
 *
 * @param available can be spent now
 * @param pending earned, not yet to be spent
 * @param held reserved by open holds
 * @param debt owed by the member; later earnings repay it first
 */
public record Balance(long available, long pending, long held, long debt) {
    public static final Balance ZERO = new Balance(0, 0, 0, 0);
}
