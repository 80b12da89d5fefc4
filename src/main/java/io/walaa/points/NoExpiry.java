package io.walaa.points;

import java.time.Instant;
import java.time.ZoneId;

/** Points that stay for ever. */
public record NoExpiry() implements Expiry {
    @Override
    public long expiresAt(Instant from, ZoneId zone) {
        return Lot.NEVER;
    }
}
