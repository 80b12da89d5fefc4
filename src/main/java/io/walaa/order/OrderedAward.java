package io.walaa.order;

import java.util.List;

/**
 * What one rule gave for an order, with all that is needed to work it out again.
 *
 * @param rule its id
 * @param unit of the points
 * @param amount what it gave: never more than this, whatever the formula says, because a cap may have cut it
 * @param perLine how that fell on the lines
 * @param formula what it rests on
 * @param minimum the least earn base for which it is given, in minor units; 0 for any
 * @param caps the members' caps that it drew on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OrderedAward(
        String rule, String unit, long amount, long[] perLine, Formula formula, long minimum, List<CapUse> caps) {
    /** What is due for what is left of the order; {@code awards} are those before this one. */
    long due(KeptBasket kept, long[] awards) {
        return kept.empty() || kept.total() < minimum ? 0 : Math.min(amount, formula.worth(kept, awards));
    }
}
