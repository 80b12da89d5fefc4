package io.walaa.store.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sharded subscriptions over one plain connection; if it is silent it is probed and made again, with all of them. */
final class SubscribedConnection implements Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(SubscribedConnection.class);
    private static final int PROBE_MILLIS = 10_000;
    private static final int SILENT_MILLIS_MAX = 25_000;
    private static final int RECONNECT_MILLIS = 250;
    private static final int PORT_DEFAULT = 6379;

    private final Vertx vertx;
    private final Context context;
    private final URI url;
    private final BiConsumer<String, String> message;
    private final Consumer<String> lost;
    private final Map<String, Runnable> channels = new LinkedHashMap<>();
    private final Map<String, Promise<Void>> unconfirmed = new HashMap<>();
    private @Nullable NetSocket socket;
    private long heardAtNanos;
    private long probe;
    private boolean closed;

    /**
     * @param url such as {@code redis://:password@127.0.0.1:6379}
     * @param message takes channel and payload
     * @param lost is told of each channel that is subscribed no more and should be
     */
    SubscribedConnection(
            Vertx vertx, Context context, URI url, BiConsumer<String, String> message, Consumer<String> lost) {
        this.vertx = vertx;
        this.context = context;
        this.url = url;
        this.message = message;
        this.lost = lost;
    }

    @Override
    public void open() {
        probe = vertx.setPeriodic(PROBE_MILLIS, tick -> probe());
        connect();
    }

    @Override
    public Future<Void> subscribe(String channel, Runnable confirmed) {
        channels.put(channel, confirmed);
        Promise<Void> first = unconfirmed.computeIfAbsent(channel, fresh -> Promise.promise());
        send(List.of("SSUBSCRIBE", channel));
        return first.future();
    }

    /** Ends a subscription; what was to complete with it completes no more. */
    void unsubscribe(String channel) {
        if (channels.remove(channel) != null) {
            unconfirmed.remove(channel);
            send(List.of("SUNSUBSCRIBE", channel));
        }
    }

    /** Whether it has nothing to hear. */
    boolean idle() {
        return channels.isEmpty();
    }

    private void connect() {
        if (closed) {
            return;
        }
        int port = url.getPort() < 0 ? PORT_DEFAULT : url.getPort();
        NetClientOptions options = new NetClientOptions().setSsl("rediss".equals(url.getScheme()));
        vertx.createNetClient(options)
                .connect(port, url.getHost())
                .onSuccess(this::use)
                .onFailure(failure -> vertx.setTimer(RECONNECT_MILLIS, again -> connect()));
    }

    private void use(NetSocket fresh) {
        socket = fresh;
        heardAtNanos = System.nanoTime();
        RespReader reader = new RespReader(this::heard);
        fresh.handler(bytes -> {
            heardAtNanos = System.nanoTime();
            reader.read(bytes);
        });
        fresh.exceptionHandler(failure -> LOG.debug("the subscriber's connection failed", failure));
        fresh.closeHandler(gone -> ended(fresh));
        authenticate();
        channels.keySet().forEach(channel -> send(List.of("SSUBSCRIBE", channel)));
    }

    private void ended(NetSocket gone) {
        if (socket == gone) {
            socket = null;
            channels.keySet().forEach(lost);
            vertx.setTimer(RECONNECT_MILLIS, again -> connect());
        }
    }

    private void authenticate() {
        String user = url.getRawUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            String name = decoded(user.substring(0, Math.max(colon, 0)));
            String password = decoded(user.substring(colon + 1));
            send(name.isEmpty() ? List.of("AUTH", password) : List.of("AUTH", name, password));
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private void heard(List<String> texts) {
        switch (texts.get(0)) {
            case "smessage" -> message.accept(texts.get(1), texts.get(2));
            case "ssubscribe" -> confirmed(texts.get(1));
            case "sunsubscribe" -> {
                // Redis says so by itself when the slot has moved.
                if (channels.containsKey(texts.get(1))) {
                    lost.accept(texts.get(1));
                }
            }
            default -> refused(texts.get(0));
        }
    }

    private static void refused(String answer) {
        if (answer.startsWith("-") && Redirect.of(answer.substring(1)) == null) {
            LOG.warn("Redis refused a subscription: {}", answer.substring(1));
        }
    }

    private void confirmed(String channel) {
        Promise<Void> first = unconfirmed.remove(channel);
        if (first != null) {
            first.complete();
        }
        Runnable listener = channels.get(channel);
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public void reconnect(String channel) {
        NetSocket open = socket;
        if (open != null) {
            LOG.warn("the subscriber's connection to Redis passes nothing on and is made again");
            ended(open);
            open.close();
        }
    }

    private void probe() {
        NetSocket open = socket;
        if (open == null) {
            return;
        }
        if (System.nanoTime() - heardAtNanos > SILENT_MILLIS_MAX * 1_000_000L) {
            LOG.warn("the subscriber's connection to Redis is silent and is made again");
            open.close();
        } else {
            send(List.of("PING"));
        }
    }

    private void send(List<String> words) {
        NetSocket open = socket;
        if (open == null) {
            return;
        }
        Buffer command = Buffer.buffer("*" + words.size() + "\r\n");
        for (String word : new ArrayList<>(words)) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            command.appendString("$" + bytes.length + "\r\n").appendBytes(bytes).appendString("\r\n");
        }
        open.write(command);
    }

    @Override
    public Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            closed = true;
            vertx.cancelTimer(probe);
            NetSocket open = socket;
            socket = null;
            (open == null ? Future.<Void>succeededFuture() : open.close()).onComplete(done);
        });
        return done.future();
    }
}
