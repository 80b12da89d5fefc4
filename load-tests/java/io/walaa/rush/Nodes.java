package io.walaa.rush;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Keep-alive connections to some nodes on loopback, the same number to each. */
final class Nodes {
    private static final int CONNECT_MILLIS = 2_000;

    private final List<HttpClient> clients = new ArrayList<>();
    private final String key;

    /** An answer: its status, and its body as JSON. */
    record Answer(int status, JsonObject body) {}

    Nodes(Vertx vertx, String ports, String key, int connections) {
        this.key = key;
        String[] all = ports.split(",");
        for (String port : all) {
            clients.add(vertx.createHttpClient(
                    new HttpClientOptions()
                            .setDefaultHost("127.0.0.1")
                            .setDefaultPort(Integer.parseInt(port))
                            .setConnectTimeout(CONNECT_MILLIS),
                    new PoolOptions().setHttp1MaxSize(Math.max(1, connections / all.length))));
        }
    }

    /** Posts JSON to the node whose turn it is. */
    Future<Answer> post(int turn, String path, String body, String idempotencyKey) {
        return clients.get(Math.floorMod(turn, clients.size()))
                .request(HttpMethod.POST, path)
                .compose(request -> {
                    request.putHeader("Authorization", "Bearer " + key);
                    request.putHeader("Content-Type", "application/json");
                    request.putHeader("Idempotency-Key", idempotencyKey);
                    return request.send(Buffer.buffer(body));
                })
                .compose(response -> response.body()
                        .map(read -> new Answer(
                                response.statusCode(), read.length() == 0 ? new JsonObject() : read.toJsonObject())));
    }
}
