package io.walaa.store.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What a Redis says of itself when a connection is made.
 *
 * @param fenceId its run id and replication id: a promoted or restarted process never has one it had before
 * @param clockOffsetMillis Redis's clock less our monotonic one
 * @param slots those it is the master of
 */
public record RedisGreeting(String fenceId, long clockOffsetMillis, BitSet slots) {
    /** Asks over this connection. */
    public static Future<RedisGreeting> of(RedisConnection connection) {
        return connection.send(Request.cmd(Command.INFO)).compose(info -> {
            Map<String, String> fields = fields(info.toString());
            return slots(connection, fields)
                    .compose(slots -> clockOffset(connection)
                            .map(offset -> new RedisGreeting(
                                    fields.get("run_id") + fields.get("master_replid"), offset, slots)));
        });
    }

    private static Future<BitSet> slots(RedisConnection connection, Map<String, String> info) {
        if (!"1".equals(info.get("cluster_enabled"))) {
            BitSet all = new BitSet();
            all.set(0, Slot.COUNT);
            return Future.succeededFuture(all);
        }
        return "master".equals(info.get("role"))
                ? SlotMap.own(connection)
                : Future.failedFuture("this node of the cluster is a replica");
    }

    /** How far Redis's clock is ahead of {@link #monotonicMillis}. */
    static Future<Long> clockOffset(RedisConnection connection) {
        long before = monotonicMillis();
        return connection.send(Request.cmd(Command.TIME)).map(time -> {
            long middle = before + (monotonicMillis() - before) / 2;
            return millis(time) - middle;
        });
    }

    /** A clock that nobody sets: a wall clock that jumps must not make a commit late, or never late. */
    static long monotonicMillis() {
        return System.nanoTime() / 1_000_000;
    }

    private static long millis(Response time) {
        return time.get(0).toLong() * 1_000 + time.get(1).toLong() / 1_000;
    }

    private static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }
}
