package io.walaa.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.walaa.config.Settings;
import io.walaa.live.socket.Handshake;
import io.walaa.live.socket.Takeover;
import io.walaa.usecase.LiveChannels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The live channels of this node: takes connections over from the HTTP server and serves them. */
public final class Live {
    private static final long TICK_MILLIS = 1_000;

    private static final Map<String, String> STREAM_HEADERS = Map.of(
            "Content-Type", "text/event-stream",
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "X-Accel-Buffering", "no",
            "Connection", "close");

    private volatile boolean draining;
    private final Node node;
    private final Map<EventLoop, Hub> hubs;

    public Live(
            Vertx vertx,
            List<Context> loops,
            Settings.Live settings,
            LiveChannels channels,
            Fanout fanout,
            Proofs proofs,
            ChannelAccess access,
            InstantSource clock,
            MeterRegistry registry) {
        Admission admission = new Admission(settings.connections(), settings.perAddress(), settings.perMember());
        node = new Node(channels, fanout, proofs, access, admission, new LiveMetrics(registry), clock);
        hubs = loops.stream()
                .map(loop -> new Hub(node, ((ContextInternal) loop).nettyEventLoop()))
                .collect(Collectors.toUnmodifiableMap(Hub::loop, Function.identity()));
        fanout.serve(List.copyOf(hubs.values()));
        vertx.setPeriodic(
                TICK_MILLIS, tick -> hubs.values().forEach(hub -> hub.loop().execute(hub::tick)));
        Gauge.builder("walaa_live_connections", admission, Admission::connections)
                .description("open WebSockets and streams")
                .register(registry);
    }

    /** Whether there is room for another connection. */
    public boolean hasRoom() {
        return !draining && node.admission().hasRoom();
    }

    /** Makes a WebSocket of a request that {@link Handshake#asked} for one. Call on the request's event loop. */
    public void socket(HttpServerRequest request) {
        Channel channel = Takeover.channel(request);
        SocketSession session =
                new SocketSession(hub(channel), request.remoteAddress().hostAddress());
        Takeover.take(channel, Handshake.STATUS, Handshake.headers(request), session.line());
    }

    /**
     * Makes a stream of a request. Call on the request's event loop.
     *
     * @param channels beside the member's own; see {@link #may}
     * @param cursor where the client has them; null for one that is new
     */
    public void stream(HttpServerRequest request, Proof proof, List<ChannelName> channels, @Nullable String cursor) {
        Channel channel = Takeover.channel(request);
        String address = request.remoteAddress().hostAddress();
        StreamSession session = new StreamSession(hub(channel), address, proof, channels, cursor);
        Takeover.take(channel, "200 OK", headers(request), session.line());
    }

    /** A page of another host was let in by its origin, and must be told that it may read what comes. */
    private static Map<String, String> headers(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return STREAM_HEADERS;
        }
        Map<String, String> headers = new LinkedHashMap<>(STREAM_HEADERS);
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put("Vary", "Origin");
        return headers;
    }

    /** Whether a member may see a shared channel. */
    public Future<Boolean> may(Proof proof, ChannelName channel) {
        return node.access().may(proof, channel);
    }

    /**
     * Takes no more connections and sends those there are away, spread over {@code within}: each is told when to come
     * back, and is closed then.
     */
    public Future<Void> drain(Duration within) {
        draining = true;
        List<Future<Void>> all = new ArrayList<>();
        for (Hub hub : hubs.values()) {
            Promise<Void> drained = Promise.promise();
            all.add(drained.future());
            hub.loop().execute(() -> new Drain(hub, within, drained).begin());
        }
        return Future.join(all).mapEmpty();
    }

    private Hub hub(Channel channel) {
        return java.util.Objects.requireNonNull(hubs.get(channel.eventLoop()));
    }
}
