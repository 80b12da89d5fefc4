package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.journal.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partition's meta as Redis has it.
 *
 * @param run fence id it was validated under
 * @param seq last sequence
 * @param last commit id of the last entry
 * @param since generation of the last rebuild
 * @param loaded whether the idempotency records are back since then
 */
record Meta(String run, long generation, long seq, String last, long flushed, long since, boolean loaded) {

    /** The meta of all partitions, null where there is none. */
    static Future<List<@Nullable Meta>> readAll(RedisConnection connection, Partitions partitions) {
        List<Request> requests = new ArrayList<>();
        for (int partition = 0; partition < partitions.count(); partition++) {
            requests.add(read(partitions, partition));
        }
        return connection.batch(requests).map(replies -> {
            List<@Nullable Meta> metas = new ArrayList<>();
            replies.forEach(reply -> metas.add(of(reply)));
            return metas;
        });
    }

    /** The meta of one partition, null if it has none. */
    static Future<@Nullable Meta> read(RedisConnection connection, Partitions partitions, int partition) {
        return connection.send(read(partitions, partition)).map(Meta::of);
    }

    private static Request read(Partitions partitions, int partition) {
        return Request.cmd(Command.HMGET)
                .arg(partitions.meta(partition))
                .arg("run")
                .arg("gen")
                .arg("seq")
                .arg("last")
                .arg("flushed")
                .arg("since")
                .arg("loaded");
    }

    private static @Nullable Meta of(Response fields) {
        if (fields.get(0) == null) {
            return null;
        }
        return new Meta(
                fields.get(0).toString(),
                fields.get(1).toLong(),
                fields.get(2).toLong(),
                fields.get(3).toString(),
                fields.get(4).toLong(),
                fields.get(5).toLong(),
                fields.get(5).toString().equals(fields.get(6).toString()));
    }
}
