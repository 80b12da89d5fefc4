package io.walaa.programme.challenge;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When and where somebody looks at a challenge.
 *
 * @param at the instant that counts
 * @param programme the programme's zone
 * @param member the member's zone
 * @param weekStart the first day of a week
 */
public record Standpoint(Instant at, ZoneId programme, ZoneId member, DayOfWeek weekStart) {
    /** The number of the period around {@link #at} in a zone. */
    long number(Period period, ZoneId zone) {
        return period.number(at.atZone(zone).toLocalDate(), weekStart);
    }
}
