package io.walaa.ledger;

import static io.walaa.ledger.FlushBatch.bytes;
import static io.walaa.ledger.FlushBatch.ints;
import static io.walaa.ledger.FlushBatch.longs;
import static io.walaa.ledger.FlushBatch.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The table {@code partition_state}: how far each partition is flushed, and under which generation. */
public final class PartitionStateTable {
    private static final String CREATE =
            "INSERT INTO partition_state (partition) SELECT generate_series(0, $1 - 1) ON CONFLICT DO NOTHING";
    private static final String ADVANCE = """
            UPDATE partition_state p SET last_seq = new.seq, last_commit = new.commit_id, chain = new.chain
            FROM (SELECT unnest($1::int[]) AS partition, unnest($2::bigint[]) AS before,
                         unnest($3::bigint[]) AS gen, unnest($4::bigint[]) AS seq,
                         unnest($5::text[]) AS commit_id, unnest($6::bytea[]) AS chain) AS new
            WHERE p.partition = new.partition AND p.last_seq = new.before AND p.gen = new.gen AND p.quarantine IS NULL
            """;
    private static final String QUARANTINE = """
            UPDATE partition_state SET quarantine = $2, quarantined_at = now()
            WHERE partition = $1 AND quarantine IS NULL
            """;
    private static final String READ = """
            SELECT p.partition, p.last_seq, p.last_commit, p.chain, p.gen, p.owner, p.quarantine
            FROM partition_state p WHERE p.partition = ANY($1)
            """;

    private PartitionStateTable() {}

    /** Makes the rows of a new deployment's partitions; those that exist stay as they are. */
    public static Future<Void> create(SqlClient client, int partitions) {
        return client.preparedQuery(CREATE)
                .execute(Tuple.tuple().addValue(partitions))
                .mapEmpty();
    }

    /** Moves the partitions on; fails if one has another last sequence or generation, or is in quarantine. */
    static Future<Void> advance(SqlConnection connection, List<PartitionRun> runs) {
        Tuple columns = Tuple.tuple()
                .addValue(ints(runs, PartitionRun::partition))
                .addValue(longs(runs, PartitionRun::before))
                .addValue(longs(runs, PartitionRun::generation))
                .addValue(longs(runs, run -> run.last().seq()))
                .addValue(texts(runs, run -> run.last().stored().commitId()))
                .addValue(bytes(runs, run -> run.last().seal().chain()));
        return connection.preparedQuery(ADVANCE).execute(columns).compose(moved -> {
            if (moved.rowCount() != runs.size()) {
                return Future.failedFuture(FlushRefused.stale());
            }
            return Future.succeededFuture();
        });
    }

    /** Sets a partition aside; nothing of it is flushed until an operator settles it. */
    static Future<Void> quarantine(SqlClient client, int partition, String reason) {
        return client.preparedQuery(QUARANTINE)
                .execute(Tuple.of(partition, reason))
                .mapEmpty();
    }

    static Future<List<PartitionRow>> read(SqlClient client, Integer[] partitions) {
        return client.preparedQuery(READ)
                .execute(Tuple.tuple().addValue(partitions))
                .map(rows -> rows.stream().map(PartitionRow::of).toList());
    }
}
