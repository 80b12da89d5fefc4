package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.order.CapUse;
import io.walaa.points.Points;

/**
 * How much one rule may give one member in a period, counted by posting instant.
 *
 * @param amount points at the unit's scale
 * @param period over which they count
 */
record MemberCap(long amount, CapPeriod period) {
    static MemberCap read(Input in) {
        return new MemberCap(
                in.field("amount").integer(1, Points.MAX), in.field("per").choice(CapPeriod.BY_NAME));
    }

    /** What an award of a rule draws on, on this occasion. */
    CapUse use(String rule, Occasion occasion) {
        return new CapUse("c." + rule + "." + period.letter(), occasion.number(period));
    }
}
