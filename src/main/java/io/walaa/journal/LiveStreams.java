package io.walaa.journal;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.member.MemberId;
import io.walaa.store.redis.RedisLink;
import io.walaa.store.redis.RedisNodes;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The live streams in Redis over the connections of one event loop: what screens missed, and who is online. Fenced as
 * commits are. A name of an epoch is random, so that one that was lost is never taken for another.
 */
public final class LiveStreams {
    /** How long a member stays online after the last look: ten minutes and the time between two looks. */
    static final long ONLINE_MILLIS = 13 * 60_000;

    private static final long SHARED_MILLIS = 24 * 3_600_000L;
    private static final int ANSWERED_MAX = 64;
    private static final int SHARED_KEPT = 128;

    private final RedisNodes redis;
    private final Partitions partitions;
    private final Generations generations;

    public LiveStreams(RedisNodes redis, Partitions partitions, Generations generations) {
        this.redis = redis;
        this.partitions = partitions;
        this.generations = generations;
    }

    /**
     * Keeps a member online and answers what its screen missed.
     *
     * @param localeField the field of the member's hash that is answered as its locale
     * @return null if the member is cold: hydrate it first; fails with {@link Fenced}
     */
    public Future<@Nullable LiveRead> enter(
            int partition, String programme, MemberId member, LivePosition from, String localeField) {
        Request request = request(
                        JournalScripts.Name.ENTER,
                        partition,
                        partitions.meta(partition),
                        partitions.member(partition, programme, member),
                        partitions.live(partition, programme, member.value()))
                .arg(generations.of(partition))
                .arg(ONLINE_MILLIS)
                .arg(newEpoch(partition))
                .arg(from.epoch())
                .arg(from.offset())
                .arg(ANSWERED_MAX)
                .arg(localeField);
        return send(partition, request)
                .map(reply -> reply.get(0).toString().equals("COLD") ? null : LiveRead.member(reply));
    }

    /** What a shared channel has for a screen; {@code latest} if only the last message counts. */
    public Future<LiveRead> look(int partition, String programme, String channel, LivePosition from, boolean latest) {
        String stream = partitions.live(partition, programme, channel);
        Request request = request(
                        JournalScripts.Name.LOOK, partition, partitions.meta(partition), stream, stream + ":meta")
                .arg(generations.of(partition))
                .arg(from.epoch())
                .arg(from.offset())
                .arg(ANSWERED_MAX)
                .arg(latest ? "1" : "0");
        return send(partition, request).map(LiveRead::shared);
    }

    /**
     * Publishes in a shared channel.
     *
     * @param publication names it; published again under the same name it is not repeated
     * @param request hash of what was asked for
     */
    public Future<LivePublished> publish(
            int partition, String programme, String channel, String publication, String request, String content) {
        String stream = partitions.live(partition, programme, channel);
        Request call = request(
                        JournalScripts.Name.PUBLISH,
                        partition,
                        partitions.meta(partition),
                        stream,
                        stream + ":meta",
                        partitions.liveChannel(partition),
                        stream + ":p:" + publication)
                .arg(generations.of(partition))
                .arg(newEpoch(partition))
                .arg(content)
                .arg(SHARED_KEPT)
                .arg(SHARED_MILLIS)
                .arg(programme + ":" + channel)
                .arg(request);
        return send(partition, call).map(reply -> {
            String how = reply.get(3).toString();
            return new LivePublished(LiveRead.position(reply), !how.equals("new"), how.equals("other"));
        });
    }

    /** Keeps what a ticket opens. */
    public Future<Void> keepTicket(int partition, String hash, String opens, long millis) {
        Request kept = Request.cmd(Command.SET)
                .arg(partitions.ticket(partition, hash))
                .arg(opens)
                .arg("PX")
                .arg(millis);
        return redis.send(partitions.slot(partition), kept).mapEmpty();
    }

    /** What a ticket opens, once; null if there is no such ticket any more. */
    public Future<@Nullable String> takeTicket(int partition, String hash) {
        Request taken = Request.cmd(Command.GETDEL).arg(partitions.ticket(partition, hash));
        return redis.send(partitions.slot(partition), taken).map(reply -> reply == null ? null : reply.toString());
    }

    /** Tells every node, this one too, that {@code text} came through. */
    public Future<Void> probe(int partition, String text) {
        Request told = Request.cmd(Command.SPUBLISH)
                .arg(partitions.liveChannel(partition))
                .arg(text);
        return redis.send(partitions.slot(partition), told).mapEmpty();
    }

    private String newEpoch(int partition) {
        long name = ThreadLocalRandom.current().nextLong(1L << 30);
        return generations.of(partition) + "." + Long.toString(name, 36);
    }

    private Request request(JournalScripts.Name name, int partition, String... keys) {
        Request request = RedisLink.call(generations.scripts(partition).sha(name), keys.length);
        for (String key : keys) {
            request.arg(key);
        }
        return request;
    }

    private Future<Response> send(int partition, Request request) {
        return redis.call(partitions.slot(partition), request)
                .recover(Journal::noScript)
                .compose(reply -> reply.get(0).toString().equals("FENCED")
                        ? Future.failedFuture(new Fenced())
                        : Future.succeededFuture(reply));
    }
}
