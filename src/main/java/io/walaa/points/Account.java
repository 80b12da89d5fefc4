package io.walaa.points;

/**
 * The names of the ledger's accounts. Member-side accounts are what the programme owes a member (a credit raises them;
 * {@link #DEBT} is what the member owes and runs below zero); programme-side accounts are their counterparts. Per unit,
 * all accounts together always sum to zero.
 */
public final class Account {
    public static final String AVAILABLE = "available";
    public static final String PENDING = "pending";
    public static final String HELD = "held";
    public static final String DEBT = "debt";

    public static final String ISSUED = "issued";
    public static final String REDEEMED = "redeemed";
    public static final String EXPIRED = "expired";
    public static final String WRITTEN_OFF = "written-off";
    public static final String ADJUSTED = "adjusted";
    public static final String IN_TRANSIT = "in-transit";
    public static final String OPENING = "opening";

    private Account() {}

    /** Whether {@code name} is one of the accounts that belong to a member and carry lots. */
    public static boolean carriesLots(String name) {
        return name.equals(AVAILABLE) || name.equals(PENDING) || name.equals(HELD);
    }
}
