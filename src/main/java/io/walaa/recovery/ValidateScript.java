package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.Script;
import io.walaa.store.redis.ToSlot;
import org.jspecify.annotations.Nullable;

/** Writes a partition's {@code meta} after a validation. */
final class ValidateScript {
    private static final Script VALIDATE = Script.load("journal/validate");

    private ValidateScript() {}

    /**
     * Writes it on condition of what was read.
     *
     * @param meta as it was read, null if there was none
     * @param flushed what Postgres has, its generation raised
     * @param verdict {@link Verdict#OLDER} rebuilds what Redis has, the others keep it
     * @return false if Redis has changed meanwhile and nothing was written
     */
    static Future<Boolean> write(
            ToSlot redis,
            Partitions partitions,
            @Nullable Meta meta,
            PartitionFence.Flushed flushed,
            Verdict verdict,
            String fenceId) {
        Request request = Request.cmd(Command.EVAL)
                .arg(VALIDATE.text())
                .arg(2)
                .arg(partitions.meta(flushed.partition()))
                .arg(partitions.journal(flushed.partition()))
                .arg(meta == null ? "" : Long.toString(meta.generation()))
                .arg(meta == null ? "" : Long.toString(meta.seq()))
                .arg(fenceId)
                .arg(flushed.generation())
                .arg(verdict == Verdict.OLDER ? "older" : "same")
                .arg(flushed.lastSeq())
                .arg(flushed.lastCommit());
        return redis.send(partitions.slot(flushed.partition()), request)
                .map(reply -> "OK".equals(reply.get(0).toString()));
    }
}
