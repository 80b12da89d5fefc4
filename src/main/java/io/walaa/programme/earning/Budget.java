package io.walaa.programme.earning;

import io.walaa.member.MemberId;
import io.walaa.points.Unit;

/**
 * The most that a rule gives all members together.
 *
 * @param rule its id
 * @param unit of its points
 * @param points at the unit's scale
 */
public record Budget(String rule, Unit unit, long points) {
    private static final String HOUSE = "house:budget:";

    /** Whose account the budget is. */
    public MemberId house() {
        return house(rule);
    }

    /** Whose account the budget of a rule is. */
    public static MemberId house(String rule) {
        return new MemberId(HOUSE + rule);
    }

    /** The rule that a house member's budget is of. */
    public static String rule(MemberId house) {
        return house.value().substring(HOUSE.length());
    }
}
