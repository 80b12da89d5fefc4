package io.walaa.points;

/**
 * All a member has of one unit, without what open holds reserve.
 *
 * @param lots what can be spent
 * @param pending what will be
 * @param debt what the member owes, 0 or more
 */
public record Purse(Lots lots, PendingLots pending, long debt) {
    public static final Purse EMPTY = new Purse(Lots.EMPTY, PendingLots.EMPTY, 0);

    /** This purse with {@code change} points more (or less) in {@code lot}. */
    public Purse add(Lot lot, long change) {
        return lot.pending()
                ? new Purse(lots, pending.add(lot, change), debt)
                : new Purse(lots.add(lot.expiresAt(), change), pending, debt);
    }

    /** This purse with {@code change} more (or less) debt. */
    public Purse owe(long change) {
        long after = Points.add(debt, change);
        if (after < 0) {
            throw new IllegalArgumentException("a debt below zero");
        }
        return new Purse(lots, pending, after);
    }
}
