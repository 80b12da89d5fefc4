package io.walaa.usecase;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.walaa.journal.Journal;
import io.walaa.journal.Taken;
import java.util.ArrayList;
import java.util.List;

/** Counts the entries that were committed, over all partitions: each partition's sequence has no gaps. */
public final class CountCommitted {
    private static final long PAST_THE_END = 1L << 52;

    private final Context loop;
    private final Journal journal;
    private final int partitions;

    /** @param loop the one that the journal's connection belongs to */
    public CountCommitted(Context loop, Journal journal, int partitions) {
        this.loop = loop;
        this.journal = journal;
        this.partitions = partitions;
    }

    /** The count; 0 while the journal cannot be asked, the caller then knows of what is in the ledger alone. */
    public Future<Long> count() {
        Promise<Long> counted = Promise.promise();
        loop.runOnContext(now -> {
            List<Future<Taken>> heads = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                heads.add(journal.take(partition, PAST_THE_END, 1));
            }
            Future.all(heads)
                    .map(all -> heads.stream()
                            .mapToLong(head -> head.result().seq())
                            .sum())
                    .otherwise(0L)
                    .onComplete(counted);
        });
        return counted.future();
    }
}
