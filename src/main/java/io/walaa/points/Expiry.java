package io.walaa.points;

import java.time.Instant;
import java.time.ZoneId;

/** When an award's points are gone. */
public interface Expiry {
    /**
     * The exclusive instant as epoch second: the local midnight after the last valid day, {@link Lot#NEVER} if none.
     *
     * @param from the business instant that the award counts from
     * @param zone the programme's zone
     */
    long expiresAt(Instant from, ZoneId zone);
}
