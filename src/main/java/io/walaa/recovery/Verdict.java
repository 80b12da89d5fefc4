package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.SqlClient;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.ToSlot;
import org.jspecify.annotations.Nullable;

/** How a partition's journal in Redis relates to what Postgres has of it. */
enum Verdict {
    /** Redis has all that Postgres has, and goes on from there. */
    SAME,
    /** So it has, and Postgres was put back to before what it once had: the journal brings that once more. */
    EARLIER,
    /** Redis has lost its tail, or everything: Postgres says where it stands. */
    OLDER,
    /** The two histories differ: an operator must say which one counts. */
    FORK,
    /** Postgres was restored to before what the journal still holds: the entries between are lost. */
    GAP;

    /** How metrics and operators call it. */
    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Compares. {@code meta} is null when Redis knows nothing of the partition. */
    static Future<Verdict> of(
            ToSlot redis,
            SqlClient postgres,
            Partitions partitions,
            @Nullable Meta meta,
            PartitionFence.Flushed flushed) {
        if (meta == null || (meta.seq() == 0 && flushed.lastSeq() > 0)) {
            return Future.succeededFuture(OLDER);
        }
        if (meta.seq() == flushed.lastSeq()) {
            return Future.succeededFuture(meta.last().equals(flushed.lastCommit()) ? SAME : FORK);
        }
        if (meta.seq() < flushed.lastSeq()) {
            return PartitionFence.commitId(postgres, flushed.partition(), meta.seq())
                    .map(there -> meta.last().equals(there) ? OLDER : FORK);
        }
        String next = flushed.lastSeq() + 1 + "-0";
        Request first = Request.cmd(Command.XRANGE)
                .arg(partitions.journal(flushed.partition()))
                .arg(next)
                .arg(next);
        return redis.send(partitions.slot(flushed.partition()), first).map(range -> {
            if (range.size() == 0) {
                return GAP;
            }
            String previous = range.get(0).get(1).get(7).toString();
            if (!previous.equals(flushed.lastCommit())) {
                return FORK;
            }
            return meta.flushed() > flushed.lastSeq() ? EARLIER : SAME;
        });
    }
}
