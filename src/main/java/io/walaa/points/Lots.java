package io.walaa.points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The spendable lots of one unit, immutable, in burn order: first to expire first, never-expiring last. Lots with the
 * same expiry are one. Two parallel arrays, because a daily customer has hundreds of lots and every purchase copies
 * them: a copy of primitives is cheaper than any tree.
 */
public final class Lots {
    public static final Lots EMPTY = new Lots(new long[0], new long[0], 0);

    private final long[] expiresAt;
    private final long[] amount;
    private final long total;

    private Lots(long[] expiresAt, long[] amount, long total) {
        this.expiresAt = expiresAt;
        this.amount = amount;
        this.total = total;
    }

    public int size() {
        return expiresAt.length;
    }

    public Lot lot(int index) {
        return Lot.active(expiresAt[index]);
    }

    public long amount(int index) {
        return amount[index];
    }

    /** What is left of the lot that expires at this epoch second; 0 when there is none. */
    public long remaining(long expires) {
        int at = Arrays.binarySearch(expiresAt, expires);
        return at < 0 ? 0 : amount[at];
    }

    /** The points that can be spent at the epoch second {@code now}: what has expired by then does not count. */
    public long available(long now) {
        long sum = total;
        for (int i = 0; i < expiresAt.length && expiresAt[i] <= now; i++) {
            sum -= amount[i];
        }
        return sum;
    }

    /** The first epoch second at which a lot expires, {@link Lot#NEVER} if none does. */
    public long nextExpiry() {
        return expiresAt.length == 0 ? Lot.NEVER : expiresAt[0];
    }

    /**
     * These lots with {@code change} points more (or less) in the lot that expires at {@code expires}.
     *
     * @throws IllegalArgumentException if the lot has less than is taken
     * @throws ArithmeticException beyond {@link Points#MAX}
     */
    public Lots add(long expires, long change) {
        int at = Arrays.binarySearch(expiresAt, expires);
        long before = at < 0 ? 0 : amount[at];
        long after = Points.add(before, change);
        long sum = Points.add(total, change);
        if (after < 0) {
            throw new IllegalArgumentException("a lot of " + before + " cannot give " + -change);
        }
        if (after == 0) {
            return at < 0 ? this : new Lots(without(expiresAt, at), without(amount, at), sum);
        }
        if (at >= 0) {
            long[] changed = amount.clone();
            changed[at] = after;
            return new Lots(expiresAt, changed, sum);
        }
        return new Lots(with(expiresAt, -at - 1, expires), with(amount, -at - 1, after), sum);
    }

    /**
     * The parts that spending {@code wanted} points at the epoch second {@code now} would take, in burn order.
     *
     * @throws IllegalArgumentException if fewer are available
     */
    public List<LotPart> take(long wanted, long now) {
        List<LotPart> parts = new ArrayList<>(2);
        long open = wanted;
        for (int i = 0; open > 0; i++) {
            if (i == expiresAt.length) {
                throw new IllegalArgumentException("only " + (wanted - open) + " of " + wanted + " available");
            }
            if (expiresAt[i] > now) {
                long part = Math.min(open, amount[i]);
                parts.add(new LotPart(lot(i), part));
                open -= part;
            }
        }
        return parts;
    }

    private static long[] without(long[] from, int at) {
        long[] to = new long[from.length - 1];
        System.arraycopy(from, 0, to, 0, at);
        System.arraycopy(from, at + 1, to, at, to.length - at);
        return to;
    }

    private static long[] with(long[] from, int at, long value) {
        long[] to = new long[from.length + 1];
        System.arraycopy(from, 0, to, 0, at);
        to[at] = value;
        System.arraycopy(from, at, to, at + 1, from.length - at);
        return to;
    }
}
