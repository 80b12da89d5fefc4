package io.walaa.ledger;

import io.walaa.decision.Page;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Position;
import io.walaa.points.Posting;
import java.util.List;
import java.util.UUID;

/**
 * What the flusher needs of a journal entry; {@link FlushEntryReader} reads it.
 *
 * @param stored the entry as the journal has it
 * @param member the member's id text
 * @param memberSeq the member's sequence
 * @param event empty if no event
 * @param postedAt epoch millisecond
 * @param occurredAt epoch millisecond
 * @param version of the programme
 * @param operation the operation id, 16 bytes
 * @param keyed whether a client's key made it, which counts for a window only
 * @param fields the changed fields as JSON text, exactly as committed
 * @param postings the lines of double entry
 * @param pages large parts of the member that it wrote
 * @param nextDue epoch second, {@link io.walaa.points.Lot#NEVER} if nothing is due
 * @param bytes how much of the backlog it was
 * @param seal its link of the chain
 */
record FlushEntry(
        JournalEntry stored,
        String programme,
        String member,
        long memberSeq,
        String type,
        String event,
        long postedAt,
        long occurredAt,
        int version,
        UUID operation,
        boolean keyed,
        String fields,
        List<Posting> postings,
        List<Page> pages,
        long nextDue,
        int bytes,
        Seal seal) {

    int partition() {
        return stored.position().partition();
    }

    long seq() {
        return stored.position().seq();
    }

    Position position() {
        return stored.position();
    }
}
