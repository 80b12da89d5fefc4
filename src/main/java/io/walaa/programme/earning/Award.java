package io.walaa.programme.earning;

import io.walaa.order.CapUse;
import io.walaa.order.Formula;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param formula what the amount rests on; null without an order
 * @param minimum the least earn base for which it is given, in minor units of the order; 0 for any
 * @param caps the member's caps that it drew on
 */
@SuppressWarnings("ArrayRecordComponent") // read on the hot path, never compared
public record Award(
        String rule,
        String unit,
        long amount,
        boolean multiplied,
        long[] perLine,
        long activatesAt,
        long expiresAt,
        @Nullable Formula formula,
        long minimum,
        List<CapUse> caps) {}
