package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Which node flushes which partition, on Postgres's clock. A node says every second that it lives; what belongs to a
 * silent node is free. Every node takes its fair share and gives back what is more. A lease only saves double work: the
 * fence is the WHERE of each flush.
 */
final class Leases {
    private static final String LIVE = """
            INSERT INTO flusher_node (node, until) VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')
            ON CONFLICT (node) DO UPDATE SET until = excluded.until
            """;
    private static final String LOOK = """
            SELECT p.partition, p.last_seq, p.last_commit, p.chain, p.gen, p.quarantine,
                   n.node AS owner, (SELECT count(*) FROM flusher_node WHERE until > clock_timestamp()) AS nodes
            FROM partition_state p LEFT JOIN flusher_node n ON n.node = p.owner AND n.until > clock_timestamp()
            ORDER BY p.partition
            """;
    private static final String CLAIM = """
            UPDATE partition_state p SET owner = $1
            WHERE p.partition = ANY($2) AND NOT EXISTS (
                SELECT FROM flusher_node n WHERE n.node = p.owner AND n.node <> $1 AND n.until > clock_timestamp())
            RETURNING p.partition, p.last_seq, p.last_commit, p.chain, p.gen, p.owner, p.quarantine
            """;
    private static final String RELEASE =
            "UPDATE partition_state SET owner = NULL WHERE owner = $1 AND partition = ANY($2)";
    private static final String LEAVE = """
            WITH released AS (UPDATE partition_state SET owner = NULL WHERE owner = $1)
            DELETE FROM flusher_node WHERE node = $1
            """;

    private final SqlClient client;
    private final String node;
    private final int leaseMillis;

    Leases(SqlClient client, String node, int leaseMillis) {
        this.client = client;
        this.node = node;
        this.leaseMillis = leaseMillis;
    }

    /**
     * What this node holds after a renewal.
     *
     * @param held partitions that are this node's to flush
     * @param quarantined number of all partitions that are set aside
     */
    record Holding(List<PartitionRow> held, int quarantined) {}

    /** Renews this node's leases, gives back what is more than its share, takes what is free. */
    Future<Holding> renew() {
        return client.preparedQuery(LIVE)
                .execute(Tuple.of(node, leaseMillis))
                .compose(alive -> client.preparedQuery(LOOK).execute())
                .compose(rows -> {
                    List<PartitionRow> mine = new ArrayList<>();
                    List<Integer> free = new ArrayList<>();
                    long nodes = 1;
                    int aside = 0;
                    for (var row : rows) {
                        PartitionRow partition = PartitionRow.of(row);
                        nodes = row.getLong("nodes");
                        if (partition.quarantine() != null) {
                            aside++;
                        } else if (node.equals(partition.owner())) {
                            mine.add(partition);
                        } else if (partition.owner() == null) {
                            free.add(partition.partition());
                        }
                    }
                    int share = (int) ((rows.size() + Math.max(1, nodes) - 1) / Math.max(1, nodes));
                    int quarantined = aside;
                    return settle(mine, free, share).map(held -> new Holding(held, quarantined));
                });
    }

    private Future<List<PartitionRow>> settle(List<PartitionRow> mine, List<Integer> free, int share) {
        if (mine.size() > share) {
            Integer[] surplus =
                    mine.stream().skip(share).map(PartitionRow::partition).toArray(Integer[]::new);
            return client.preparedQuery(RELEASE)
                    .execute(Tuple.of(node).addValue(surplus))
                    .map(mine.subList(0, share));
        }
        if (mine.size() == share || free.isEmpty()) {
            return Future.succeededFuture(mine);
        }
        Integer[] wanted = free.stream().limit(share - mine.size()).toArray(Integer[]::new);
        return client.preparedQuery(CLAIM)
                .execute(Tuple.of(node).addValue(wanted))
                .map(rows -> {
                    List<PartitionRow> held = new ArrayList<>(mine);
                    rows.forEach(row -> held.add(PartitionRow.of(row)));
                    return held;
                });
    }

    /** Gives everything back at once, so that others need not wait. */
    Future<Void> leave() {
        return client.preparedQuery(LEAVE).execute(Tuple.of(node)).mapEmpty();
    }
}
