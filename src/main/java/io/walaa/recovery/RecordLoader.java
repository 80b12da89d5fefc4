package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.Entry;
import io.walaa.journal.EntryBody;
import io.walaa.journal.Generations;
import io.walaa.journal.Journal;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Partitions;
import io.walaa.journal.Position;
import io.walaa.journal.RecordLife;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the idempotency records of a rebuilt partition back from the ledger, newest life first to last. Until it is
 * through, a commit asks Postgres for each key it does not find.
 */
public final class RecordLoader {
    private static final Logger LOG = LoggerFactory.getLogger(RecordLoader.class);
    private static final int PAGE = 500;
    private static final int AGAIN_MILLIS = 500;
    private static final String RECENT = """
            SELECT seq, posted_at, commit_id, body FROM entry
            WHERE partition = $1 AND seq > $2 AND posted_at > $3 ORDER BY seq LIMIT $4
            """;

    private final Vertx vertx;
    private final SqlClient postgres;
    private final Journal journal;
    private final Partitions partitions;
    private final Generations generations;
    private final RecordLife life;
    private final InstantSource clock;
    private final Set<Integer> waiting = new HashSet<>();
    private Future<Void> last = Future.succeededFuture();

    public RecordLoader(
            Vertx vertx,
            SqlClient postgres,
            Journal journal,
            Partitions partitions,
            Generations generations,
            RecordLife life,
            InstantSource clock) {
        this.vertx = vertx;
        this.postgres = postgres;
        this.journal = journal;
        this.partitions = partitions;
        this.generations = generations;
        this.life = life;
        this.clock = clock;
    }

    /** Loads a partition's records, after those that were asked for earlier; tries again until it succeeds. */
    public synchronized void load(int partition) {
        if (waiting.add(partition)) {
            last = last.transform(before -> page(partition, 0)).onComplete(done -> loaded(partition, done.cause()));
        }
    }

    private synchronized void loaded(int partition, @Nullable Throwable failure) {
        waiting.remove(partition);
        if (failure != null) {
            LOG.debug("idempotency records of partition {} stay in Postgres for now", partition, failure);
            vertx.setTimer(AGAIN_MILLIS, again -> load(partition));
        }
    }

    private Future<Void> page(int partition, long after) {
        OffsetDateTime oldest = clock.instant().minusMillis(life.keyMillis()).atOffset(ZoneOffset.UTC);
        return postgres.preparedQuery(RECENT)
                .execute(Tuple.of(partition, after, oldest, PAGE))
                .compose(rows -> {
                    List<Journal.LoadedRecord> records = records(partition, rows);
                    boolean end = rows.size() < PAGE;
                    long lastSeq = end ? 0 : lastSeq(rows);
                    return journal.load(partition, records, end)
                            .compose(done -> end ? Future.succeededFuture() : page(partition, lastSeq));
                });
    }

    private static long lastSeq(RowSet<Row> rows) {
        long seq = 0;
        for (Row row : rows) {
            seq = row.getLong("seq");
        }
        return seq;
    }

    private List<Journal.LoadedRecord> records(int partition, RowSet<Row> rows) {
        long now = clock.millis();
        long generation = generations.of(partition);
        List<Journal.LoadedRecord> records = new ArrayList<>();
        for (Row row : rows) {
            long seq = row.getLong("seq");
            Entry entry = EntryBody.read(new JournalEntry(
                    new Position(partition, seq), row.getString("commit_id"), "", row.getString("body"), ""));
            long left = entry.postedAt() + life.millis(entry.operation().kind()) - now;
            if (left > 0) {
                records.add(new Journal.LoadedRecord(
                        partitions.record(
                                partition,
                                entry.programme(),
                                entry.member(),
                                entry.operation().id()),
                        entry.operation().body() + " " + generation + " " + seq,
                        left));
            }
        }
        return records;
    }
}
