package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Postgres says of partitions' generations, which is the last word. */
final class PartitionFence {
    private PartitionFence() {}

    /**
     * A partition as Postgres has it.
     *
     * @param lastSeq the last flushed sequence
     * @param lastCommit commit id of that entry, empty before the first
     * @param quarantined whether it is set aside for an operator
     */
    record Flushed(int partition, long generation, long lastSeq, String lastCommit, boolean quarantined) {
        private static Flushed of(Row row) {
            return new Flushed(
                    row.getInteger("partition"),
                    row.getLong("gen"),
                    row.getLong("last_seq"),
                    row.getString("last_commit"),
                    row.getString("quarantine") != null);
        }
    }

    static Future<Map<Integer, Flushed>> readAll(SqlClient client) {
        return client.preparedQuery("SELECT partition, gen, last_seq, last_commit, quarantine FROM partition_state")
                .execute()
                .map(rows -> {
                    Map<Integer, Flushed> all = new HashMap<>();
                    rows.forEach(row -> all.put(row.getInteger("partition"), Flushed.of(row)));
                    return all;
                });
    }

    /**
     * Raises a partition's generation above every one it had, here or in Redis. From then on a flush under way fails.
     */
    static Future<Flushed> raise(SqlClient client, int partition, long redisGeneration) {
        return client.preparedQuery("""
                        UPDATE partition_state SET gen = greatest(gen, $2) + 1 WHERE partition = $1
                        RETURNING partition, gen, last_seq, last_commit, quarantine
                        """)
                .execute(Tuple.of(partition, redisGeneration))
                .map(rows -> Flushed.of(rows.iterator().next()));
    }

    /** The commit id of a flushed entry; null if there is none. */
    static Future<@Nullable String> commitId(SqlClient client, int partition, long seq) {
        return client.preparedQuery("SELECT commit_id FROM entry WHERE partition = $1 AND seq = $2")
                .execute(Tuple.of(partition, seq))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0));
    }

    /** Lets a partition that was set aside be used again. */
    static Future<Void> release(SqlClient client, int partition) {
        return client.preparedQuery(
                        "UPDATE partition_state SET quarantine = NULL, quarantined_at = NULL WHERE partition = $1")
                .execute(Tuple.of(partition))
                .mapEmpty();
    }

    static Future<Void> quarantine(SqlClient client, int partition, String reason) {
        return client.preparedQuery("""
                        UPDATE partition_state SET quarantine = $2, quarantined_at = now()
                        WHERE partition = $1 AND quarantine IS NULL
                        """).execute(Tuple.of(partition, reason)).mapEmpty();
    }
}
