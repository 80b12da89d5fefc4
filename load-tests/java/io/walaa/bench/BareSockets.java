package io.walaa.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * What one writes first with Vert.x: a server that echoes text, and sends the body of {@code POST /broadcast} to every
 * socket. One verticle for each core, as the server under test has. Argument: {@code port=}.
 */
public final class BareSockets extends AbstractVerticle {
    private static final String ALL = "all";

    private final int port;
    private final Set<ServerWebSocket> sockets = new HashSet<>();

    private BareSockets(int port) {
        this.port = port;
    }

    public static void main(String[] words) {
        int port = Arguments.of(words).number("port");
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
                .deployVerticle(() -> new BareSockets(port), new DeploymentOptions().setInstances(cores));
    }

    @Override
    public void start() {
        vertx.eventBus().<String>consumer(ALL, message -> sockets.forEach(one -> one.writeTextMessage(message.body())));
        vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                .webSocketHandler(socket -> {
                    sockets.add(socket);
                    socket.closeHandler(closed -> sockets.remove(socket));
                    socket.textMessageHandler(socket::writeTextMessage);
                })
                .requestHandler(request -> request.body().onSuccess(body -> {
                    vertx.eventBus().publish(ALL, body.toString());
                    request.response().end();
                }))
                .listen(port, "127.0.0.1");
    }
}
