package io.walaa.order;

import java.util.Arrays;

/**
 * The money of an order that earns, by line. The order is what was due: each line without the tax in its price, the
 * tax, the shipping. What points and gift cards paid is taken off all of these pro rata, by largest remainder; then
 * gift cards bought drop out, and tax and shipping count, spread over the lines, only where the programme says so.
 *
 * @param lines minor units by line, in the order of the purchase's lines
 * @param total their sum
 */
@SuppressWarnings("ArrayRecordComponent") // read on the hot path, never compared
public record EarnBase(long[] lines, long total) {
    /**
     * The earn base of a purchase whose tenders add up to what was due.
     *
     * @param onTax whether tax earns
     * @param onShipping whether shipping earns
     */
    public static EarnBase of(Purchase purchase, boolean onTax, boolean onShipping) {
        int count = purchase.lines().size();
        long[] goods = new long[count];
        for (int i = 0; i < count; i++) {
            goods[i] = purchase.lines().get(i).total();
        }
        long unpaid = Math.min(purchase.paidWithoutEarning(), purchase.due());
        if (purchase.tax() == 0 && purchase.shipping() == 0 && unpaid == 0) {
            return withoutGiftCards(purchase, goods);
        }
        if (purchase.taxIncluded()) {
            subtract(goods, LargestRemainder.spread(purchase.tax(), taxed(purchase, goods)));
        }
        long[] parts = Arrays.copyOf(goods, count + 2);
        parts[count] = purchase.tax();
        parts[count + 1] = purchase.shipping();
        long[] weights = parts.clone();
        subtract(parts, LargestRemainder.spread(unpaid, weights));
        long extra = (onTax ? parts[count] : 0) + (onShipping ? parts[count + 1] : 0);
        long[] earning = withoutGiftCards(purchase, Arrays.copyOf(parts, count)).lines();
        if (extra > 0) {
            long[] spread = LargestRemainder.spread(extra, earning);
            for (int i = 0; i < count; i++) {
                earning[i] += spread[i];
            }
        }
        return sum(earning);
    }

    /** Gift cards are sold without tax, so included tax belongs to the other lines as long as those can bear it. */
    private static long[] taxed(Purchase purchase, long[] goods) {
        EarnBase others = withoutGiftCards(purchase, goods.clone());
        return others.total >= purchase.tax() ? others.lines : goods;
    }

    private static EarnBase withoutGiftCards(Purchase purchase, long[] goods) {
        for (int i = 0; i < goods.length; i++) {
            if (purchase.lines().get(i).giftCard()) {
                goods[i] = 0;
            }
        }
        return sum(goods);
    }

    private static void subtract(long[] from, long[] what) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= what[i];
        }
    }

    private static EarnBase sum(long[] lines) {
        long total = 0;
        for (long line : lines) {
            total += line;
        }
        return new EarnBase(lines, total);
    }
}
