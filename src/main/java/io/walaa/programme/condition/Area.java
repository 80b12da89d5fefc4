package io.walaa.programme.condition;

import java.util.EnumSet;
import java.util.Set;

/** What a field of a condition is about: where it makes sense, and what makes a value that was seen stale. */
public enum Area {
    /** What happened; it and its order never change within a decision. */
    EVENT,
    /** One line of the order, where lines are chosen. */
    LINE,
    /** The member's attributes, locale and tags. */
    MEMBER,
    BALANCES,
    METRICS,
    TIER,
    SEGMENTS;

    /** All that is known of a member without an event. */
    public static final Set<Area> OF_MEMBER = EnumSet.of(MEMBER, BALANCES, METRICS, TIER, SEGMENTS);

    /** All that is known when an event is recorded. */
    public static final Set<Area> OF_EVENT = EnumSet.of(EVENT, MEMBER, BALANCES, METRICS, TIER, SEGMENTS);
}
