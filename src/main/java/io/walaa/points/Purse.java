package io.walaa.points;

/**
 * All a member has of one unit, without what open holds reserve.
 *
 * @param lots what can be spent
 * @param pending what will be
 * @param debt what the member owes, 0 or more
 * @param lapsesAt epoch second from which all of it is gone unless something happens before; {@link Lot#NEVER} where
 *     points expire by lot or not at all
 */
public record Purse(Lots lots, PendingLots pending, long debt, long lapsesAt) {
    public static final Purse EMPTY = new Purse(Lots.EMPTY, PendingLots.EMPTY, 0, Lot.NEVER);

    /** This purse with {@code change} points more (or less) in {@code lot}. */
    public Purse add(Lot lot, long change) {
        return lot.pending()
                ? new Purse(lots, pending.add(lot, change), debt, lapsesAt)
                : new Purse(lots.add(lot.expiresAt(), change), pending, debt, lapsesAt);
    }

    /** This purse with {@code change} more (or less) debt. */
    public Purse owe(long change) {
        long after = Points.add(debt, change);
        if (after < 0) {
            throw new IllegalArgumentException("a debt below zero");
        }
        return new Purse(lots, pending, after, lapsesAt);
    }

    /** This purse, all of whose points are gone from the epoch second {@code at}. */
    public Purse lapsing(long at) {
        return new Purse(lots, pending, debt, at);
    }

    /** Whether it has no points, spendable or pending. */
    public boolean isEmpty() {
        return lots.size() == 0 && pending.parts().isEmpty();
    }

    /** What can be spent at the epoch second {@code now}: what has expired or lapsed by then does not count. */
    public long available(long now) {
        return lapsesAt <= now ? 0 : lots.available(now);
    }

    /** The first epoch second at which some of it expires or lapses, {@link Lot#NEVER} if none does. */
    public long nextExpiry() {
        long next = isEmpty() ? Lot.NEVER : Math.min(lapsesAt, lots.nextExpiry());
        for (LotPart part : pending.parts()) {
            next = Math.min(next, part.lot().expiresAt());
        }
        return next;
    }
}
