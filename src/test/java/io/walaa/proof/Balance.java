package io.walaa.proof;

/** What a member has of its points. */
public record Balance(long available, long pending, long held, long debt) {
    /** Nothing. */
    public static final Balance NONE = new Balance(0, 0, 0, 0);

    @Override
    public String toString() {
        return available + " available, " + held + " held, " + debt + " owed";
    }
}
