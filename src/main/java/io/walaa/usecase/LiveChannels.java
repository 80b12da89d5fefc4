package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.journal.Fenced;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LivePublished;
import io.walaa.journal.LiveRead;
import io.walaa.journal.LiveStreams;
import io.walaa.journal.Partitions;
import io.walaa.member.MemberState;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and publishes live streams, each on the event loop that owns its partition; validates when fenced off. */
public final class LiveChannels {
    private static final long RETRY_MILLIS = 1_000;
    private static final int TRIES = 3;

    private final Operations operations;
    private final Partitions partitions;

    public LiveChannels(Operations operations, Partitions partitions) {
        this.operations = operations;
        this.partitions = partitions;
    }

    /** How many partitions there are. */
    public int partitions() {
        return partitions.count();
    }

    /** The partition that has a channel; a member's is named by the member's id. */
    public int partition(String programme, String channel) {
        return partitions.of(programme, channel);
    }

    /**
     * Keeps a member online and answers what its screen missed since {@code from}.
     *
     * @return refused as not found if there is no such member
     */
    public Future<LiveRead> enter(MemberKey key, LivePosition from) {
        int partition = operations.partition(key);
        return operations.on(
                partition,
                lanes -> validated(
                        lanes.shard(),
                        partition,
                        TRIES,
                        streams -> streams.enter(
                                        partition, key.programme(), key.member(), from, MemberState.localeFact())
                                .compose(read -> read != null
                                        ? Future.succeededFuture(read)
                                        : lanes.shard()
                                                .states()
                                                .read(key, partition)
                                                .compose(warm -> streams.enter(
                                                        partition,
                                                        key.programme(),
                                                        key.member(),
                                                        from,
                                                        MemberState.localeFact()))
                                                .compose(LiveChannels::present))));
    }

    private static Future<LiveRead> present(@Nullable LiveRead read) {
        return read == null
                ? Future.failedFuture(Refusal.unavailable("not-validated", RETRY_MILLIS))
                : Future.succeededFuture(read);
    }

    /** What a shared channel has for a screen; {@code latest} if only the last message counts. */
    public Future<LiveRead> look(String programme, String channel, LivePosition from, boolean latest) {
        return on(
                programme, channel, (partition, streams) -> streams.look(partition, programme, channel, from, latest));
    }

    /**
     * Publishes in a shared channel.
     *
     * @param publication names it; published again under the same name it is not repeated
     * @param request hash of what was asked for
     * @param content what {@link LiveRead.Item#body} will be
     */
    public Future<LivePublished> publish(
            String programme, String channel, String publication, String request, String content) {
        return on(
                programme,
                channel,
                (partition, streams) -> streams.publish(partition, programme, channel, publication, request, content));
    }

    /** Publishes in a shared channel what says how things are now, so that to say it twice does no harm. */
    public Future<Void> tell(String programme, String channel, String content) {
        return publish(programme, channel, "", "", content).mapEmpty();
    }

    /** Keeps what a ticket opens for {@code millis}. */
    public Future<Void> keepTicket(int partition, String hash, String opens, long millis) {
        return operations.on(partition, lanes -> streams(lanes.shard()).keepTicket(partition, hash, opens, millis));
    }

    /** What a ticket opens, once; null if it opens nothing any more. */
    public Future<@Nullable String> takeTicket(int partition, String hash) {
        return operations.on(partition, lanes -> streams(lanes.shard()).takeTicket(partition, hash));
    }

    /** Tells every node that hears the partition. */
    public Future<Void> probe(int partition, String text) {
        return operations.on(partition, lanes -> streams(lanes.shard()).probe(partition, text));
    }

    private interface Work<T> {
        Future<T> on(int partition, LiveStreams streams);
    }

    private <T> Future<T> on(String programme, String channel, Work<T> work) {
        int partition = partition(programme, channel);
        return operations.on(
                partition, lanes -> validated(lanes.shard(), partition, TRIES, streams -> work.on(partition, streams)));
    }

    private static LiveStreams streams(Shard shard) {
        return new LiveStreams(shard.redis(), shard.partitions(), shard.generations());
    }

    private static <T> Future<T> validated(
            Shard shard, int partition, int tries, Function<LiveStreams, Future<T>> work) {
        return work.apply(streams(shard))
                .recover(failure -> failure instanceof Fenced
                        ? tries == 0
                                ? Future.failedFuture(Refusal.unavailable("not-validated", RETRY_MILLIS))
                                : shard.validation()
                                        .validate(partition)
                                        .compose(done -> validated(shard, partition, tries - 1, work))
                        : Future.failedFuture(failure));
    }
}
