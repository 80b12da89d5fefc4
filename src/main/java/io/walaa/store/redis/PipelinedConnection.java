package io.walaa.store.redis;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.ParserHandler;
import io.vertx.redis.client.impl.RESPParser;
import io.vertx.redis.client.impl.RequestImpl;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis that sends all that one turn of its event loop asks for in one write. The client's own
 * connection enters the kernel once per command and appends a command's bytes in a hundred small steps, which together
 * cost more than deciding the operation. Requests, replies and their parser stay the client's.
 */
final class PipelinedConnection implements RedisConnection, ParserHandler {
    private static final int PORT = 6379;
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final int NESTED_ARRAYS_MAX = 32;
    private static final int WAITING_MAX = 65_536;

    private final ContextInternal context;
    private final NetClient client;
    private final NetSocket socket;
    private final ArrayDeque<Promise<@Nullable Response>> waiting = new ArrayDeque<>();
    private final RequestBytes unsent = new RequestBytes();
    private @Nullable Handler<Throwable> onFailure;
    private @Nullable Handler<Void> onEnd;
    private boolean flushing;
    private boolean closed;

    private PipelinedConnection(ContextInternal context, NetClient client, NetSocket socket) {
        this.context = context;
        this.client = client;
        this.socket = socket;
        socket.handler(new RESPParser(this, NESTED_ARRAYS_MAX));
        socket.exceptionHandler(this::fail);
        socket.closeHandler(this::ended);
    }

    /** Connects, logs in and selects the database as {@code url} says. To be called on the event loop that owns it. */
    static Future<RedisConnection> open(Vertx vertx, URI url) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        boolean secure = "rediss".equals(url.getScheme());
        NetClient client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(CONNECT_MILLIS_MAX)
                .setTcpNoDelay(true)
                .setSsl(secure)
                .setHostnameVerificationAlgorithm(secure ? "HTTPS" : ""));
        return client.connect(url.getPort() < 0 ? PORT : url.getPort(), url.getHost())
                .compose(socket -> {
                    PipelinedConnection fresh = new PipelinedConnection(context, client, socket);
                    return fresh.logIn(url).map((RedisConnection) fresh).onFailure(refused -> fresh.close());
                })
                .onFailure(failure -> client.close());
    }

    private Future<?> logIn(URI url) {
        Future<?> done = Future.succeededFuture();
        String user = url.getUserInfo();
        if (user != null && !user.isEmpty()) {
            int colon = user.indexOf(':');
            Request auth = Request.cmd(Command.AUTH);
            if (colon > 0) {
                auth.arg(user.substring(0, colon));
            }
            done = send(auth.arg(user.substring(colon + 1)));
        }
        String database = url.getPath();
        return database == null || database.length() < 2
                ? done
                : done.compose(in -> send(Request.cmd(Command.SELECT).arg(database.substring(1))));
    }

    @Override
    public Future<@Nullable Response> send(Request command) {
        Promise<@Nullable Response> reply = context.promise();
        if (context.inThread()) {
            enqueue((RequestImpl) command, reply);
        } else {
            context.runOnContext(here -> enqueue((RequestImpl) command, reply));
        }
        return reply.future();
    }

    private void enqueue(RequestImpl command, Promise<@Nullable Response> reply) {
        if (closed || waiting.size() >= WAITING_MAX) {
            reply.fail(closed ? "the connection to Redis is closed" : "too many calls wait for Redis");
            return;
        }
        unsent.append(command);
        waiting.add(reply);
        if (!flushing) {
            flushing = true;
            context.runOnContext(this::flush);
        }
    }

    /** Runs after what this turn of the event loop has read. */
    private void flush(Void turnOver) {
        flushing = false;
        if (!closed) {
            socket.write(unsent.take());
        }
    }

    @Override
    public void handle(@Nullable Response reply) {
        Promise<@Nullable Response> first = waiting.poll();
        if (first == null) {
            fail(new IllegalStateException("Redis answered what nobody asked"));
        } else if (reply != null && reply.type() == ResponseType.ERROR) {
            first.fail((Throwable) reply);
        } else {
            first.complete(reply);
        }
    }

    @Override
    public void fail(Throwable failure) {
        Handler<Throwable> handler = onFailure;
        if (handler != null) {
            handler.handle(failure);
        }
        close();
    }

    private void ended(Void end) {
        closed = true;
        client.close();
        for (Promise<@Nullable Response> left = waiting.poll(); left != null; left = waiting.poll()) {
            left.fail("the connection to Redis ended");
        }
        Handler<Void> handler = onEnd;
        if (handler != null) {
            handler.handle(null);
        }
    }

    @Override
    public Future<Void> close() {
        return socket.close();
    }

    @Override
    public RedisConnection exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        return this;
    }

    @Override
    public RedisConnection endHandler(@Nullable Handler<Void> handler) {
        onEnd = handler;
        return this;
    }

    @Override
    public Future<List<Response>> batch(List<Request> commands) {
        return Future.all(commands.stream().map(this::send).toList()).map(all -> all.list());
    }

    @Override
    public boolean pendingQueueFull() {
        return waiting.size() >= WAITING_MAX;
    }

    /** Nothing is pushed to this connection: it subscribes to nothing. */
    @Override
    public RedisConnection handler(@Nullable Handler<Response> handler) {
        return this;
    }

    @Override
    public RedisConnection pause() {
        socket.pause();
        return this;
    }

    @Override
    public RedisConnection resume() {
        socket.resume();
        return this;
    }

    @Override
    public RedisConnection fetch(long amount) {
        socket.fetch(amount);
        return this;
    }
}
