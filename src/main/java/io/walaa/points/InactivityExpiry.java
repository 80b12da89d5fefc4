package io.walaa.points;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Set;

/**
 * All points of the unit are gone when nothing has happened for a period. Lots carry no date of their own; one date of
 * the member's {@link Purse} stands for all of them and every qualifying activity moves it.
 *
 * @param after how long, at least one day; the last day is valid to its end in the programme's zone
 * @param activities what moves the date: types of events, {@link #EARN}, {@link #REDEEM}; empty for all of these
 */
public record InactivityExpiry(Period after, Set<String> activities) implements Expiry {
    /** Points that are given directly. */
    public static final String EARN = "earn";

    /** Points that are spent or reserved. */
    public static final String REDEEM = "redeem";

    @Override
    public long expiresAt(Instant from, ZoneId zone) {
        return Lot.NEVER;
    }

    /** The exclusive instant, as epoch second, at which everything lapses when {@code from} is the last activity. */
    public long lapsesAt(Instant from, ZoneId zone) {
        return new RollingExpiry(after).expiresAt(from, zone);
    }

    /** Whether this kind of activity moves the date. */
    public boolean movedBy(String activity) {
        return activities.isEmpty() || activities.contains(activity);
    }
}
