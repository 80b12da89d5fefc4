package io.walaa.journal;

import io.walaa.decision.Decision;
import io.walaa.decision.EntryId;
import io.walaa.member.MemberId;
import java.util.Map;

/**
 * One operation as it is committed: enough to rebuild all that its commit wrote and the reply that was given.
 *
 * @param programme the tenant
 * @param member whose entry it is
 * @param seq the member's sequence
 * @param commitId 16 characters, new for every commit attempt, never the client's key
 * @param operation its idempotency
 * @param event what was recorded ({@code purchase}, {@code visit} …), empty if no event
 * @param occurredAt business time, epoch millisecond
 * @param postedAt posting instant, epoch millisecond
 * @param version the programme version it was decided under, 0 if none mattered
 * @param decision what it does
 * @param note free text and details of the request that can be erased while the ledger stays verifiable
 */
public record Entry(
        String programme,
        MemberId member,
        long seq,
        String commitId,
        OperationKey operation,
        String event,
        long occurredAt,
        long postedAt,
        int version,
        Decision decision,
        Map<String, String> note) {
    private static final int MARK = 4;

    /** The name of this entry; {@link EntryId#text} gives {@code txn_…}. */
    public EntryId id() {
        return new EntryId(member.body(), seq, mark(commitId));
    }

    /** The four characters of a commit id that an entry's id carries. */
    public static String mark(String commitId) {
        return commitId.substring(commitId.length() - MARK);
    }
}
