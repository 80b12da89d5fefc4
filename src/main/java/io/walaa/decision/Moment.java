package io.walaa.decision;

import java.time.Instant;

/**
 * What a decision may know of the outside: the posting instant and the name its entry will have. Both come in as
 * arguments, so deciding stays a pure function.
 *
 * @param now the posting instant, never before the member's last entry
 * @param entry the id of the entry to be
 * @param trace takes why, if wanted
 */
public record Moment(Instant now, EntryId entry, Trace trace) {
    /** {@link #now} as epoch second, the resolution of lots and holds. */
    public long second() {
        return now.getEpochSecond();
    }
}
