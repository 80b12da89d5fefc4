package io.walaa.journal;

import io.walaa.member.MemberId;
import java.util.List;

/**
 * One call of the commit script: what waited in a member's lane, all or none.
 *
 * @param partition the member's partition
 * @param generation the generation the base state belongs to
 * @param baseSeq the member sequence the first entry was decided on; the entries follow it without gaps
 * @param entries 1 to 64
 * @param awaitsLedger whether somebody waits for Postgres
 * @param recordsAsked whether Postgres was asked for the idempotency records
 * @param pagesAsked whether Postgres was asked for the pages that must not be there
 */
public record Commit(
        int partition,
        String programme,
        MemberId member,
        long generation,
        long baseSeq,
        List<Entry> entries,
        boolean awaitsLedger,
        boolean recordsAsked,
        boolean pagesAsked) {
    /** The most entries in one call. */
    public static final int MAX_ENTRIES = 64;
}
