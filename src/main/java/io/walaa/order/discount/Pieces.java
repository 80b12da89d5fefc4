package io.walaa.order.discount;

import io.walaa.order.Basket;
import io.walaa.order.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The single pieces of some lines, cheapest first. A line of a whole quantity is that many pieces, among which what it
 * costs is spread to the minor unit; one of a broken quantity, such as 0.250 kg, is one piece.
 */
final class Pieces {
    private static final long THOUSAND = 1000;

    /** {@code count} pieces of the line with this index that cost {@code price} each. */
    record Run(int line, long price, long count) {}

    private final List<Run> runs = new ArrayList<>();

    Pieces(Basket basket, long[] open, Selection selection) {
        for (int i = 0; i < open.length; i++) {
            Line line = basket.lines().get(i);
            if (selection.takes(line)) {
                long count = line.thousandths() % THOUSAND == 0 ? line.thousandths() / THOUSAND : 1;
                long dearer = open[i] % count;
                add(new Run(i, open[i] / count, count - dearer));
                add(new Run(i, open[i] / count + 1, dearer));
            }
        }
        runs.sort(Comparator.comparingLong(Run::price).thenComparingInt(Run::line));
    }

    private void add(Run run) {
        if (run.count > 0) {
            runs.add(run);
        }
    }

    long count() {
        long count = 0;
        for (Run run : runs) {
            count += run.count;
        }
        return count;
    }

    /** The cheapest {@code most} pieces. */
    List<Run> cheapest(long most) {
        List<Run> taken = new ArrayList<>();
        long left = most;
        for (Run run : runs) {
            if (left == 0) {
                break;
            }
            long count = Math.min(left, run.count);
            taken.add(new Run(run.line, run.price, count));
            left -= count;
        }
        return taken;
    }
}
