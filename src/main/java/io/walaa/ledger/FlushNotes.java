package io.walaa.ledger;

import io.vertx.core.Future;
import io.walaa.journal.JournalReader;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the journal how far Postgres has it, seldom enough to cost nothing. */
final class FlushNotes {
    private static final Logger LOG = LoggerFactory.getLogger(FlushNotes.class);

    private final JournalReader journal;
    private final LongSupplier clockMillis;
    private final int tailMillis;

    FlushNotes(JournalReader journal, LongSupplier clockMillis, int tailMillis) {
        this.journal = journal;
        this.clockMillis = clockMillis;
        this.tailMillis = tailMillis;
    }

    /** Writes a note if one is due; whether the journal has gone on meanwhile. */
    Future<Boolean> note(FlushedPartition partition, boolean drained) {
        long now = clockMillis.getAsLong();
        if (!partition.noteDue(drained, now)) {
            return Future.succeededFuture(false);
        }
        long seq = partition.lastSeq();
        long bytes = partition.unnotedBytes();
        partition.noting(true);
        return journal.flushed(
                        partition.partition(),
                        seq,
                        bytes,
                        partition.oldestMillis(),
                        partition.keepFrom(now, tailMillis))
                .onComplete(answered -> partition.noting(false))
                .map(journalSeq -> {
                    partition.noted(seq, bytes, now);
                    partition.sawJournal(journalSeq);
                    return journalSeq > partition.lastSeq();
                })
                .otherwise(failure -> {
                    LOG.debug("partition {}: no note of sequence {}", partition.partition(), seq, failure);
                    return false;
                });
    }

    /** Tells the other nodes, for replies that wait there. */
    void announce(int partition, long seq) {
        journal.announce(partition, seq)
                .onFailure(failure -> LOG.debug("partition {}: not announced", partition, failure));
    }
}
