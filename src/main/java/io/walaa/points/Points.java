package io.walaa.points;

/** Arithmetic on point amounts: 64-bit integers at the unit's scale, below 2^53 so that every client can read them. */
public final class Points {
    /** The largest amount and the largest balance. */
    public static final long MAX = (1L << 53) - 1;

    private Points() {}

    /**
     * The sum of two amounts.
     *
     * @throws ArithmeticException beyond {@link #MAX} either way
     */
    public static long add(long left, long right) {
        long sum = Math.addExact(left, right);
        if (sum > MAX || sum < -MAX) {
            throw new ArithmeticException("points overflow");
        }
        return sum;
    }
}
