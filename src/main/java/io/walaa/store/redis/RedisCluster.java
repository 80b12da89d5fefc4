package io.walaa.store.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.decision.Refusal;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The masters of a Redis Cluster, each over one pipelined connection. Who has which slot is asked of any node that
 * answers: at first, when one says MOVED, while a master cannot be reached, and now and then. A call that was
 * redirected was not done and is made again, within a second; one whose connection broke is not.
 */
public final class RedisCluster implements RedisNodes {
    private static final long WATCH_MILLIS = 250;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long AGAIN_MILLIS = 10;
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final List<URI> seeds;
    private final Masters masters;
    private final Unsettled unsettled = new Unsettled();
    private @Nullable Future<Void> looking;
    private long lookedNanos;
    private int asked;
    private long watch;

    /**
     * @param context the event loop that owns the connections
     * @param seeds nodes of the cluster, with user and password
     * @param greeting for each master
     */
    public RedisCluster(Vertx vertx, Context context, List<URI> seeds, RedisLink.Greeting greeting) {
        this.vertx = vertx;
        this.context = context;
        this.seeds = seeds;
        this.masters = new Masters(
                vertx,
                address -> new RedisLink(
                        vertx, context, RedisSeeds.at(seeds.get(0), address).toString(), greeting));
    }

    /** Calls {@code then} on the event loop whenever a slot has another master than before. */
    public void onMoved(Runnable then) {
        masters.onMoved(then);
    }

    @Override
    public RedisLink at(int slot) {
        return masters.at(slot);
    }

    @Override
    public List<RedisLink> masters() {
        return masters.all();
    }

    @Override
    public Future<Response> send(int slot, Request request) {
        return followed(slot, at(slot).send(request), link -> link.send(request), link -> link.asking(request));
    }

    @Override
    public Future<Response> call(int slot, Request request) {
        return followed(slot, at(slot).send(request), link -> link.send(request), null);
    }

    /**
     * @param asking makes the call at the node that ASK named; null for a script, whose fence that node does not know:
     *     it waits until the slot has arrived there
     */
    private Future<Response> followed(
            int slot,
            Future<Response> sent,
            Function<RedisLink, Future<Response>> again,
            @Nullable Function<RedisLink, Future<Response>> asking) {
        return sent.transform(reply -> {
            Redirect redirect = reply.succeeded() ? null : Redirect.of(reply.cause());
            if (redirect == null) {
                unsettled.settled(slot);
                return sent;
            }
            if (redirect.kind() == Redirect.Kind.MOVED) {
                masters.moved(slot, redirect.address());
                look();
                if (asking == null) {
                    return sent;
                }
            }
            if (!unsettled.worthAnotherTry(slot, System.nanoTime())) {
                return Future.failedFuture(Refusal.unavailable("redis-moving", RETRY_MILLIS));
            }
            RedisLink other = redirect.kind() == Redirect.Kind.ASK ? masters.known(redirect.address()) : null;
            return asking != null && other != null
                    ? followed(slot, asking.apply(other), again, asking)
                    : vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(later -> followed(slot, again.apply(at(slot)), again, asking));
        });
    }

    /** Asks who has which slot now; one question at a time. */
    Future<Void> look() {
        Future<Void> current = looking;
        if (current == null) {
            lookedNanos = System.nanoTime();
            Promise<Void> looked = Promise.promise();
            current = looked.future();
            looking = current;
            ask(new ArrayList<>(masters.ready()), asked++).map(masters::take).onComplete(done -> {
                looking = null;
                looked.handle(done.mapEmpty());
            });
        }
        return current;
    }

    /**
     * Asks one master after another, each time another one first: one that is cut off from the rest knows nothing new.
     */
    private Future<SlotMap> ask(List<RedisLink> left, int first) {
        if (left.isEmpty()) {
            return FirstAnswer.slots(vertx, seeds);
        }
        RedisLink one = left.remove(first % left.size());
        return one.send(SlotMap.request())
                .map(ranges -> SlotMap.of(ranges, one.host()))
                .recover(silent -> ask(left, first));
    }

    private void watch() {
        long since = System.nanoTime() - lookedNanos;
        if (since > (ready() ? LOOK_NANOS : 0)) {
            look();
        }
    }

    @Override
    public Subscriber subscriber(BiConsumer<String, String> message) {
        return new ClusterSubscriber(vertx, this, message);
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public boolean ready() {
        return masters.all().stream().allMatch(RedisLink::ready);
    }

    @Override
    public boolean usable() {
        return masters.all().stream().anyMatch(RedisLink::ready);
    }

    @Override
    public Future<Void> open() {
        Promise<Void> opened = Promise.promise();
        context.runOnContext(now -> {
            watch = vertx.setPeriodic(WATCH_MILLIS, tick -> watch());
            lookedNanos = System.nanoTime();
            FirstAnswer.slots(vertx, seeds)
                    .map(masters::take)
                    .compose(opening -> opening.isEmpty()
                            ? Future.failedFuture("no node of the Redis Cluster has slots: join it first")
                            : Future.join(opening).transform(all -> judged(opening)))
                    .onComplete(opened);
        });
        return opened.future();
    }

    /** A master that is away does not keep the server from serving the others; one that cannot be used does. */
    private static Future<Void> judged(List<Future<Void>> opening) {
        List<Throwable> failures =
                opening.stream().filter(Future::failed).map(Future::cause).toList();
        return failures.stream()
                .filter(failure -> !(failure instanceof IOException) || failures.size() == opening.size())
                .findFirst()
                .map(Future::<Void>failedFuture)
                .orElseGet(Future::succeededFuture);
    }

    @Override
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(now -> {
            vertx.cancelTimer(watch);
            masters.close().onComplete(closed);
        });
        return closed.future();
    }
}
