package io.walaa.journal;

import io.vertx.core.Future;
import io.walaa.member.MemberId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a cold member's state comes from. The ledger implements it. */
public interface StateSource {
    /**
     * A member as of some flushed position, read in one snapshot.
     *
     * @param partitionSeq the partition's last flushed sequence in that snapshot
     * @param at partition sequence of the member's last entry, 0 before the first
     * @param fields the hot state's fields ({@code seq} included, {@code at} and {@code gen} not)
     * @param pages whether the member has pages in the ledger
     */
    record ColdMember(long partitionSeq, long at, Map<String, String> fields, boolean pages) {}

    /** The member's flushed state; null if the programme has no such member. Fails when Postgres does not answer. */
    Future<@Nullable ColdMember> member(int partition, String programme, MemberId member);

    /** A flushed page's content; null if there is none. */
    Future<@Nullable String> page(String programme, MemberId member, String name);

    /** The member of a partition that has a flushed page of this name, unique in its programme; null if none has. */
    Future<@Nullable String> pageOwner(int partition, String programme, String name);

    /** The flushed entry of an operation, as the journal had it; null if the operation is unknown. */
    Future<@Nullable JournalEntry> operation(String operationId);

    /** A member's flushed entry with this sequence of the member; null if there is none. */
    Future<@Nullable JournalEntry> entry(String programme, MemberId member, long memberSeq);

    /** The flushed entry at a position; null if it is not flushed. */
    Future<@Nullable JournalEntry> entry(Position position);
}
