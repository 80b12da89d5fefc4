package io.walaa.programme.earning;

/**
 * What one rule gives for one event.
 *
 * @param rule its id
 * @param unit of the points
 * @param amount positive, at the unit's scale
 * @param multiplied whether it is a part of what other rules gave, given again
 * @param perLine how it falls on the lines of the order, adding up to the amount; empty without an order
 * @param activatesAt epoch second, as {@link io.walaa.points.Lot#activatesAt}
 * @param expiresAt epoch second, as {@link io.walaa.points.Lot#expiresAt}
 */
@SuppressWarnings("ArrayRecordComponent") // read on the hot path, never compared
public record Award(
        String rule, String unit, long amount, boolean multiplied, long[] perLine, long activatesAt, long expiresAt) {}
