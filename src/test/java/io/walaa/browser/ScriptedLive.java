package io.walaa.browser;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A live server that says what a test tells it to: for what a real one does only when things go wrong. Serves the files
 * of the client too.
 */
final class ScriptedLive implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final BlockingQueue<Line> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();

    /** The answers of {@code /v1/me/state}, one after another; the last one stays. */
    final List<JsonObject> snapshots = new CopyOnWriteArrayList<>();

    /** The tokens with which the state was read. */
    final List<String> readers = new CopyOnWriteArrayList<>();

    /** Whether something on the way refuses WebSockets. */
    volatile boolean socketsBlocked;

    /** The one token that is good; empty: each is. */
    volatile String goodToken = "";

    /** A client's socket. */
    record Line(ServerWebSocket socket, BlockingQueue<JsonObject> heard) {
        /** The client's next command. */
        JsonObject next() throws InterruptedException {
            JsonObject frame = heard.poll(10, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("the client said nothing");
            }
            return frame;
        }

        /** Says several things in one frame. */
        void say(JsonObject... frames) {
            socket.writeTextMessage(String.join(
                            "\n", Arrays.stream(frames).map(JsonObject::encode).toList()))
                    .await();
        }

        void close(int code) {
            socket.close((short) code, "test").await();
        }
    }

    /** A client's event stream. */
    record Stream(HttpServerRequest request, String cursor) {
        void say(String block) {
            request.response().write(block + "\n\n").await();
        }

        void end() {
            request.response().end().await();
        }
    }

    ScriptedLive() {
        server = vertx.createHttpServer(new HttpServerOptions().setWebSocketSubProtocols(List.of("walaa.v1.json")))
                .webSocketHandshakeHandler(handshake -> {
                    if (socketsBlocked) {
                        handshake.reject(403);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(this::opened)
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** The next socket that a client opens. */
    Line line() throws InterruptedException {
        return given(sockets.poll(15, TimeUnit.SECONDS), "socket");
    }

    /** The next stream that a client opens. */
    Stream stream() throws InterruptedException {
        return given(streams.poll(15, TimeUnit.SECONDS), "stream");
    }

    /** Whether a client has opened a socket that was not taken. */
    boolean hasLine() {
        return !sockets.isEmpty();
    }

    private static <T> T given(T value, String what) {
        if (value == null) {
            throw new AssertionError("the client opened no " + what);
        }
        return value;
    }

    private void opened(ServerWebSocket socket) {
        BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
        socket.textMessageHandler(text -> heard.add(new JsonObject(text)));
        sockets.add(new Line(socket, heard));
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/blank" -> response.putHeader("Content-Type", "text/html").end("<!doctype html><title>blank</title>");
            case "/v1/me/state" -> state(request);
            case "/v1/me/preferences" -> response.end("{}");
            case "/v1/stream" -> {
                response.setChunked(true).putHeader("Content-Type", "text/event-stream");
                response.write(": here\n\n");
                streams.add(new Stream(request, request.getHeader("Last-Event-ID")));
            }
            default -> file(response, request.path());
        }
    }

    private void state(HttpServerRequest request) {
        String token = request.getHeader("Authorization").substring("Bearer ".length());
        readers.add(token);
        if (!goodToken.isEmpty() && !goodToken.equals(token)) {
            request.response().setStatusCode(401).end("{}");
            return;
        }
        JsonObject next = snapshots.size() > 1 ? snapshots.remove(0) : snapshots.get(0);
        request.response().putHeader("Content-Type", "application/json").end(next.encode());
    }

    private static void file(HttpServerResponse response, String path) {
        try (InputStream stream = ScriptedLive.class.getResourceAsStream("/web" + path)) {
            if (stream == null) {
                response.setStatusCode(404).end();
                return;
            }
            response.putHeader("Content-Type", "text/javascript");
            response.end(Buffer.buffer(stream.readAllBytes()));
        } catch (IOException e) {
            response.setStatusCode(500).end();
        }
    }

    /** A snapshot read at a position. */
    static JsonObject snapshot(String epoch, long offset, long available) {
        return new JsonObject()
                .put("id", "mem_0000000000000001")
                .put("balances", new JsonObject().put("points", new JsonObject().put("available", available)))
                .put("live", new JsonObject().put("epoch", epoch).put("offset", offset));
    }

    static JsonObject ready(JsonObject member) {
        return new JsonObject()
                .put("id", 1)
                .put("t", "ready")
                .put("session", "s1")
                .put("ping", 25)
                .put("subs", new JsonObject().put("member", member));
    }

    /** What a resume brings. */
    static JsonObject recovered(String epoch, long offset, JsonObject... pubs) {
        return new JsonObject()
                .put("recovered", true)
                .put("epoch", epoch)
                .put("offset", offset)
                .put("pubs", new JsonArray(List.of(pubs)));
    }

    static JsonObject pub(long offset, long available) {
        return pub("member", offset, available);
    }

    static JsonObject pub(String channel, long offset, long available) {
        JsonObject data = new JsonObject()
                .put("unit", "points")
                .put("delta", 1)
                .put("available", available)
                .put("seq", offset);
        JsonObject event = new JsonObject()
                .put("id", channel + "-" + offset)
                .put("type", "balance.changed")
                .put("time", "2026-11-22T10:00:00Z")
                .put("data", data);
        return new JsonObject()
                .put("t", "pub")
                .put("ch", channel)
                .put("offset", offset)
                .put("e", event);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
