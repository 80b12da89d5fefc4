package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Partitions;
import io.walaa.journal.Position;
import io.walaa.journal.Replies;
import io.walaa.store.redis.ToSlot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partition as Redis has it and as Postgres has it, from where they part.
 *
 * @param flushed what Postgres says of the partition
 * @param meta what Redis says of it, null if nothing
 * @param common the last sequence on which both agree; {@link #UNKNOWN} if Redis holds nothing that Postgres has too
 * @param redisOnly entries after it that only Redis has
 * @param ledgerOnly entries after it that only Postgres has
 */
record TwoHistories(
        PartitionFence.Flushed flushed,
        @Nullable Meta meta,
        long common,
        List<JournalEntry> redisOnly,
        List<JournalEntry> ledgerOnly) {
    static final long UNKNOWN = -1;
    private static final int PAGE = 1_000;

    int partition() {
        return flushed.partition();
    }

    /** Reads both. */
    static Future<TwoHistories> read(
            ToSlot redis, SqlClient postgres, Partitions partitions, PartitionFence.Flushed flushed) {
        int partition = flushed.partition();
        return Meta.read(redis, partitions, partition)
                .compose(meta -> journal(redis, partitions, partition, "-", new ArrayList<>())
                        .compose(stream -> commits(postgres, partition, stream)
                                .map(commits -> common(stream, commits))
                                .compose(common -> entries(postgres, partition, common)
                                        .map(ledgerOnly -> new TwoHistories(
                                                flushed, meta, common, after(stream, common), ledgerOnly)))));
    }

    private static Future<List<JournalEntry>> journal(
            ToSlot redis, Partitions partitions, int partition, String from, List<JournalEntry> read) {
        Request range = Request.cmd(Command.XRANGE)
                .arg(partitions.journal(partition))
                .arg(from)
                .arg("+")
                .arg("COUNT")
                .arg(PAGE);
        return redis.send(partitions.slot(partition), range).compose(reply -> {
            List<JournalEntry> page = Replies.entries(partition, reply);
            read.addAll(page);
            return page.size() < PAGE
                    ? Future.succeededFuture(read)
                    : journal(
                            redis,
                            partitions,
                            partition,
                            page.get(PAGE - 1).position().seq() + 1 + "-0",
                            read);
        });
    }

    /** Commit ids that Postgres has, from the one before the journal's first. */
    private static Future<Map<Long, String>> commits(SqlClient postgres, int partition, List<JournalEntry> stream) {
        if (stream.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return postgres.preparedQuery("SELECT seq, commit_id FROM entry WHERE partition = $1 AND seq >= $2")
                .execute(Tuple.of(partition, stream.get(0).position().seq() - 1))
                .map(rows -> {
                    Map<Long, String> commits = new HashMap<>();
                    rows.forEach(row -> commits.put(row.getLong(0), row.getString(1)));
                    return commits;
                });
    }

    private static long common(List<JournalEntry> stream, Map<Long, String> commits) {
        for (int i = stream.size() - 1; i >= 0; i--) {
            JournalEntry entry = stream.get(i);
            if (entry.commitId().equals(commits.get(entry.position().seq()))) {
                return entry.position().seq();
            }
        }
        if (stream.isEmpty()) {
            return UNKNOWN;
        }
        JournalEntry first = stream.get(0);
        long before = first.position().seq() - 1;
        String there = before == 0 ? "" : commits.get(before);
        return first.previousCommitId().equals(there) ? before : UNKNOWN;
    }

    private static List<JournalEntry> after(List<JournalEntry> stream, long common) {
        return stream.stream().filter(entry -> entry.position().seq() > common).toList();
    }

    private static Future<List<JournalEntry>> entries(SqlClient postgres, int partition, long common) {
        if (common == UNKNOWN) {
            return Future.succeededFuture(List.of());
        }
        return postgres.preparedQuery(
                        "SELECT seq, commit_id, body FROM entry WHERE partition = $1 AND seq > $2 ORDER BY seq")
                .execute(Tuple.of(partition, common))
                .map(rows -> {
                    List<JournalEntry> entries = new ArrayList<>();
                    for (Row row : rows) {
                        entries.add(new JournalEntry(
                                new Position(partition, row.getLong("seq")),
                                row.getString("commit_id"),
                                "",
                                row.getString("body"),
                                ""));
                    }
                    return entries;
                });
    }
}
