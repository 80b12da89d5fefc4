package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Partitions;
import io.walaa.ledger.Refold;
import io.walaa.store.redis.ToSlot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Partitions whose two histories differ, for an operator: shows both, and settles which one counts. The other one is
 * handed to the caller before it is dropped.
 */
public final class SetAside {
    private static final int TRIES = 5;
    /** No Redis has it, so every node validates anew. */
    private static final String SETTLED = "settled";

    private final ToSlot redis;
    private final Pool postgres;
    private final Partitions partitions;

    public SetAside(ToSlot redis, Pool postgres, Partitions partitions) {
        this.redis = redis;
        this.postgres = postgres;
        this.partitions = partitions;
    }

    /** Which history counts. */
    public enum Keep {
        LEDGER,
        REDIS
    }

    /**
     * A partition that is set aside.
     *
     * @param reason why
     * @param since when
     * @param ledgerSeq the ledger's last sequence
     * @param redisSeq Redis's, 0 if it has nothing
     * @param common the last sequence on which both agree, -1 if not known
     * @param redisOnly what only Redis has after it
     * @param ledgerOnly what only the ledger has after it
     */
    public record Case(
            int partition,
            String reason,
            Instant since,
            long ledgerSeq,
            long redisSeq,
            long common,
            List<JournalEntry> redisOnly,
            List<JournalEntry> ledgerOnly) {}

    /** All of them. */
    public Future<List<Case>> all() {
        return postgres.query("""
                        SELECT partition, quarantine, quarantined_at FROM partition_state
                        WHERE quarantine IS NOT NULL ORDER BY partition
                        """).execute().compose(rows -> {
            Future<List<Case>> cases = Future.succeededFuture(new ArrayList<>());
            for (Row row : rows) {
                cases = cases.compose(before -> read(row).map(one -> {
                    before.add(one);
                    return before;
                }));
            }
            return cases;
        });
    }

    private Future<Case> read(Row row) {
        int partition = row.getInteger("partition");
        return histories(partition)
                .map(two -> new Case(
                        partition,
                        row.getString("quarantine"),
                        row.getOffsetDateTime("quarantined_at").toInstant(),
                        two.flushed().lastSeq(),
                        two.meta() == null ? 0 : two.meta().seq(),
                        two.common(),
                        two.redisOnly(),
                        two.ledgerOnly()));
    }

    private Future<TwoHistories> histories(int partition) {
        return PartitionFence.readAll(postgres)
                .compose(all -> TwoHistories.read(redis, postgres, partitions, flushed(all.get(partition), partition)));
    }

    private static PartitionFence.Flushed flushed(PartitionFence.@Nullable Flushed row, int partition) {
        if (row == null) {
            throw new IllegalArgumentException("no partition " + partition);
        }
        return row;
    }

    /**
     * Settles one, and lets it be used again.
     *
     * @param dropped is given the entries that do not count any more, before they are gone
     * @return how many they are; fails with a sentence if that history cannot be kept
     */
    public Future<Integer> settle(int partition, Keep keep, Consumer<List<JournalEntry>> dropped) {
        return ValidationLock.with(
                postgres,
                connection -> histories(partition).compose(two -> {
                    if (!two.flushed().quarantined()) {
                        return Future.failedFuture("Partition " + partition + " is not set aside.");
                    }
                    if (keep == Keep.LEDGER) {
                        dropped.accept(two.redisOnly());
                        return keepLedger(two, TRIES).map(two.redisOnly().size());
                    }
                    if (two.common() == TwoHistories.UNKNOWN) {
                        return Future.failedFuture("Redis does not hold the entries between the ledger's last ("
                                + two.flushed().lastSeq() + ") and its own first: only the ledger can be kept.");
                    }
                    dropped.accept(two.ledgerOnly());
                    return keepRedis(two).map(two.ledgerOnly().size());
                }));
    }

    private Future<Void> keepLedger(TwoHistories two, int tries) {
        int partition = two.partition();
        return Meta.read(redis, partitions, partition)
                .compose(meta -> PartitionFence.raise(postgres, partition, meta == null ? 0 : meta.generation())
                        .compose(flushed ->
                                ValidateScript.write(redis, partitions, meta, flushed, Verdict.OLDER, SETTLED)))
                .compose(written -> {
                    if (written) {
                        return postgres.withConnection(connection -> PartitionFence.release(connection, partition));
                    }
                    return tries == 0
                            ? Future.failedFuture("Redis kept changing; is it still written to?")
                            : keepLedger(two, tries - 1);
                });
    }

    private Future<Void> keepRedis(TwoHistories two) {
        return postgres.withTransaction(transaction -> Refold.cutAfter(transaction, two.partition(), two.common())
                .compose(cut -> PartitionFence.release(transaction, two.partition())));
    }
}
