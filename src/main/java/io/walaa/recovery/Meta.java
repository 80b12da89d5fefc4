package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.Redirect;
import io.walaa.store.redis.ToSlot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** The meta of these partitions, null where there is none; those that are on their way elsewhere are left out. */
    static Future<Map<Integer, @Nullable Meta>> readAll(ToSlot redis, Partitions partitions, BitSet wanted) {
        Map<Integer, @Nullable Meta> metas = new TreeMap<>();
        List<Future<Void>> asked = new ArrayList<>();
        wanted.stream()
                .forEach(partition -> asked.add(read(redis, partitions, partition)
                        .<Void>map(meta -> {
                            metas.put(partition, meta);
                            return null;
                        })
                        .recover(Meta::elsewhere)));
        return asked.isEmpty()
                ? Future.succeededFuture(metas)
                : Future.all(asked).map(all -> metas);
    }

    /** Succeeds if a partition is only on its way to another master: that one will be asked. */
    static Future<Void> elsewhere(Throwable failure) {
        return Redirect.of(failure) == null ? Future.failedFuture(failure) : Future.succeededFuture();
    }

    /** The meta of one partition, null if it has none. */
    static Future<@Nullable Meta> read(ToSlot redis, Partitions partitions, int partition) {
        return redis.send(partitions.slot(partition), read(partitions, partition))
                .map(Meta::of);
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
