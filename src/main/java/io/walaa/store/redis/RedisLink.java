package io.walaa.store.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.decision.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipelined connection to Redis, owned by one event loop: all calls are made and answered there. It reconnects by
 * itself, greets every new connection (which measures Redis's clock and passes the fence) before it lets calls through,
 * and never repeats a call: whether one that lost its connection was done is for the caller to find out.
 */
public final class RedisLink implements RedisNodes {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final long RECONNECT_MILLIS_MIN = 50;
    private static final long RECONNECT_MILLIS_MAX = 1_000;
    private static final long REPLY_MILLIS_MAX = 2_500;
    private static final long WATCH_MILLIS = 250;
    private static final long CLOCK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CLOCK_ROUND_TRIP_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration BREAK = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Context context;
    private final URI url;
    private final Greeting greeting;
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(BREAK)
                    .permittedNumberOfCallsInHalfOpenState(5)
                    .build());
    private final ArrayDeque<Long> sentAtNanos = new ArrayDeque<>();

    private @Nullable RedisConnection connection;
    private @Nullable Future<Void> greetingAgain;
    private long reconnectMillis = RECONNECT_MILLIS_MIN;
    private long brokenSinceNanos;
    private long watch;
    private long clockMeasuredNanos;
    private volatile long clockOffsetMillis;
    private boolean closed;

    /** What happens on every new connection before calls go through it. */
    public interface Greeting {
        /** Completes when this Redis may be used under {@code greeting}; a failure drops the connection. */
        Future<Void> greet(RedisConnection connection, RedisGreeting greeting);
    }

    /**
     * @param context the event loop that owns the connection
     * @param url such as {@code redis://127.0.0.1:6379}
     */
    public RedisLink(Vertx vertx, Context context, String url, Greeting greeting) {
        this.vertx = vertx;
        this.context = context;
        this.greeting = greeting;
        this.url = URI.create(url);
    }

    /** Where it is. */
    public URI url() {
        return url;
    }

    String host() {
        return url.getHost();
    }

    /** Host and port, as logs call it. */
    public String address() {
        return host() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public RedisLink at(int slot) {
        return this;
    }

    @Override
    public List<RedisLink> masters() {
        return List.of(this);
    }

    @Override
    public Future<Response> send(int slot, Request request) {
        return send(request);
    }

    @Override
    public Future<Response> call(int slot, Request request) {
        return send(request);
    }

    @Override
    public Subscriber subscriber(BiConsumer<String, String> message) {
        return new SubscribedConnection(vertx, context, url, message, channel -> {});
    }

    @Override
    public boolean usable() {
        return ready();
    }

    /** Connects; completes when calls go through. Fails if the first try does, but goes on trying. */
    @Override
    public Future<Void> open() {
        Promise<Void> opened = Promise.promise();
        context.runOnContext(now -> {
            watch = vertx.setPeriodic(WATCH_MILLIS, tick -> {
                closeIfStalled();
                measureClock();
            });
            connect().onComplete(opened);
        });
        return opened.future();
    }

    private Future<Void> connect() {
        return PipelinedConnection.open(vertx, url)
                .compose(fresh -> RedisGreeting.of(fresh)
                        .compose(hello -> greeting.greet(fresh, hello).map(done -> {
                            use(fresh, hello);
                            return (Void) null;
                        }))
                        .onFailure(failure -> fresh.close()))
                .onFailure(failure -> {
                    LOG.warn("Redis at {} cannot be used yet: {}", address(), failure.getMessage());
                    reconnectLater();
                });
    }

    private void use(RedisConnection fresh, RedisGreeting hello) {
        if (closed) {
            fresh.close();
            return;
        }
        connection = fresh;
        clockOffsetMillis = hello.clockOffsetMillis();
        clockMeasuredNanos = System.nanoTime();
        reconnectMillis = RECONNECT_MILLIS_MIN;
        sentAtNanos.clear();
        breaker.reset();
        fresh.exceptionHandler(failure -> drop(fresh, failure.getMessage()));
        fresh.endHandler(end -> drop(fresh, "the connection ended"));
    }

    private void drop(RedisConnection dead, @Nullable String why) {
        if (connection == dead) {
            connection = null;
            sentAtNanos.clear();
            brokenSinceNanos = System.nanoTime();
            dead.close();
            if (!closed) {
                LOG.warn("lost the connection to Redis at {}: {}", address(), why);
                reconnectLater();
            }
        }
    }

    private void reconnectLater() {
        if (!closed) {
            vertx.setTimer(reconnectMillis, now -> connect());
            reconnectMillis = Math.min(RECONNECT_MILLIS_MAX, 2 * reconnectMillis);
        }
    }

    private void closeIfStalled() {
        Long oldest = sentAtNanos.peekFirst();
        RedisConnection stalled = connection;
        if (oldest != null
                && stalled != null
                && System.nanoTime() - oldest > TimeUnit.MILLISECONDS.toNanos(REPLY_MILLIS_MAX)) {
            drop(stalled, "no reply for " + REPLY_MILLIS_MAX + " ms");
        }
    }

    /** Redis's clock may be set, and ours drifts; an answer that took long says too little. */
    private void measureClock() {
        RedisConnection open = connection;
        long now = System.nanoTime();
        if (open == null || now - clockMeasuredNanos < CLOCK_NANOS) {
            return;
        }
        clockMeasuredNanos = now;
        RedisGreeting.clockOffset(open).onSuccess(offset -> {
            if (connection == open && System.nanoTime() - now < CLOCK_ROUND_TRIP_NANOS_MAX) {
                clockOffsetMillis = offset;
            }
        });
    }

    /** Greets Redis again over the open connection, because a call was fenced off; one greeting at a time. */
    public Future<Void> greetAgain() {
        RedisConnection open = connection;
        if (open == null) {
            return Future.failedFuture(unavailable());
        }
        Future<Void> current = greetingAgain;
        if (current == null) {
            current = RedisGreeting.of(open)
                    .compose(hello -> greeting.greet(open, hello)
                            .onSuccess(done -> clockOffsetMillis = hello.clockOffsetMillis()))
                    .recover(failure -> Future.failedFuture(Refusal.unavailable("not-validated", RECONNECT_MILLIS_MAX)))
                    .onComplete(done -> greetingAgain = null);
            if (!current.isComplete()) {
                greetingAgain = current;
            }
        }
        return current;
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public boolean ready() {
        return connection != null;
    }

    /**
     * Sends a command. Fails with a {@link Refusal} if it was surely not sent (no connection, open breaker), with what
     * Redis answered if that was an error, with anything else if it is unknown whether it was done.
     */
    public Future<Response> send(Request request) {
        RedisConnection open = connection;
        if (open == null || !breaker.tryAcquirePermission()) {
            return Future.failedFuture(unavailable());
        }
        long started = System.nanoTime();
        sentAtNanos.addLast(started);
        return open.send(request).onComplete(reply -> {
            if (connection == open) {
                sentAtNanos.pollFirst();
            }
            long took = System.nanoTime() - started;
            if (reply.succeeded() || reply.cause() instanceof Response) {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(took, TimeUnit.NANOSECONDS, reply.cause());
            }
        });
    }

    /** Sends a command to a node that does not have its slot yet, as another one told. */
    Future<Response> asking(Request request) {
        RedisConnection open = connection;
        if (open != null) {
            open.send(Request.cmd(Command.ASKING));
        }
        return send(request);
    }

    private Refusal unavailable() {
        long broken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - brokenSinceNanos);
        long next = connection == null ? reconnectMillis : Math.max(1, BREAK.toMillis() - broken);
        return Refusal.unavailable("redis-unavailable", next);
    }

    /** Redis's clock now, epoch milliseconds, by an offset measured on each connection and every 10 s. */
    public long redisMillis() {
        return RedisGreeting.monotonicMillis() + clockOffsetMillis;
    }

    @Override
    public Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            closed = true;
            vertx.cancelTimer(watch);
            RedisConnection open = connection;
            connection = null;
            (open == null ? Future.<Void>succeededFuture() : open.close()).onComplete(done);
        });
        return done.future();
    }

    /** An EVALSHA of a script's sha with this many keys; keys and arguments follow. */
    public static Request call(String sha, int keys) {
        return Request.cmd(Command.EVALSHA).arg(sha).arg(keys);
    }
}
