package io.walaa.order;

import io.walaa.points.LotPart;
import java.util.List;

/**
 * Points that paid for an order.
 *
 * @param entry key of the redemption or capture that spent them
 * @param unit their unit
 * @param parts the lots that they came from, in burn order
 */
public record PaidPoints(String entry, String unit, List<LotPart> parts) {
    /**
     * What comes back to each lot when these quantities have been returned. The points fall on the lines by what those
     * cost, and on each line pro rata by lot; the share of a returned quantity is what the kept one does not need.
     */
    long[] back(List<OrderedLine> lines, long[] returned) {
        long[] costs = new long[lines.size()];
        long[] open = new long[parts.size()];
        long sum = 0;
        for (int i = 0; i < costs.length; i++) {
            costs[i] = lines.get(i).total();
        }
        for (int j = 0; j < open.length; j++) {
            open[j] = parts.get(j).amount();
            sum += open[j];
        }
        long[] perLine = LargestRemainder.spread(sum, costs);
        long[] back = new long[open.length];
        for (int i = 0; i < costs.length; i++) {
            long[] perLot = LargestRemainder.spread(perLine[i], open);
            long whole = lines.get(i).thousandths();
            for (int j = 0; j < open.length; j++) {
                open[j] -= perLot[j];
                back[j] += perLot[j] - Rational.share(perLot[j], whole - returned[i], whole);
            }
        }
        return back;
    }
}
