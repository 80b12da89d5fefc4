package io.walaa.points;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lots of one unit that cannot be spent yet, immutable, first to activate first. Few at any time. */
public final class PendingLots {
    public static final PendingLots EMPTY = new PendingLots(List.of(), 0);

    private static final Comparator<LotPart> ORDER = Comparator.comparingLong(
                    (LotPart part) -> part.lot().activatesAt())
            .thenComparingLong(part -> part.lot().expiresAt())
            .thenComparing(part -> part.lot().source());

    private final List<LotPart> parts;
    private final long total;

    private PendingLots(List<LotPart> parts, long total) {
        this.parts = parts;
        this.total = total;
    }

    /** The pending lots with what each holds, first to activate first. */
    public List<LotPart> parts() {
        return parts;
    }

    public long total() {
        return total;
    }

    /** What is pending in this lot; 0 when there is no such lot. */
    public long remaining(Lot lot) {
        for (LotPart part : parts) {
            if (part.lot().equals(lot)) {
                return part.amount();
            }
        }
        return 0;
    }

    /**
     * These lots with {@code change} points more (or less) in {@code lot}.
     *
     * @throws IllegalArgumentException if the lot has less than is taken
     * @throws ArithmeticException beyond {@link Points#MAX}
     */
    public PendingLots add(Lot lot, long change) {
        long after = Points.add(remaining(lot), change);
        if (after < 0) {
            throw new IllegalArgumentException("a pending lot cannot give " + -change);
        }
        List<LotPart> changed = new ArrayList<>(parts);
        changed.removeIf(part -> part.lot().equals(lot));
        if (after > 0) {
            changed.add(new LotPart(lot, after));
            changed.sort(ORDER);
        }
        return new PendingLots(List.copyOf(changed), Points.add(total, change));
    }
}
