package io.walaa.order;

import java.util.List;

/**
 * What is left of an order after returns. Each number depends only on the quantities that are kept, so it does not
 * matter in how many returns and in which order the others went back.
 *
 * @param base the earn base of each line, in minor units: its share of what the whole line had, rounded half up
 * @param thousandths the quantity of each line
 * @param total the sum of {@code base}
 * @param empty whether nothing is left
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptBasket(long[] base, long[] thousandths, long total, boolean empty) {
    static KeptBasket of(List<OrderedLine> lines, long[] returned) {
        long[] base = new long[lines.size()];
        long[] thousandths = new long[lines.size()];
        long total = 0;
        boolean empty = true;
        for (int i = 0; i < base.length; i++) {
            OrderedLine line = lines.get(i);
            thousandths[i] = line.thousandths() - returned[i];
            base[i] = Rational.share(line.base(), thousandths[i], line.thousandths());
            total += base[i];
            empty &= thousandths[i] == 0;
        }
        return new KeptBasket(base, thousandths, total, empty);
    }
}
