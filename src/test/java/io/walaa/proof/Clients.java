package io.walaa.proof;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Clients that work side by side, note what they send and what they are told, and go elsewhere when nobody answers. */
final class Clients {
    private static final int PATIENCE_MILLIS = 6_000;
    /** Nodes that have just started on a busy machine take their time. */
    private static final int FIRST_PATIENCE_MILLIS = 60_000;

    private static final int CONNECTIONS = 64;
    private static final int PAUSED_MILLIS = 20;

    private final Vertx vertx;
    private final List<Node> nodes;
    private final String apiKey;
    private final History history;
    private final WebClient http;
    private final Map<String, Operation> unknown = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean paused;

    /** Which node is to be used; -1 for any. */
    private volatile int only = -1;

    Clients(Vertx vertx, List<Node> nodes, String apiKey, History history) {
        this.vertx = vertx;
        this.nodes = nodes;
        this.apiKey = apiKey;
        this.history = history;
        http = WebClient.create(
                vertx,
                new WebClientOptions().setDefaultHost("127.0.0.1").setConnectTimeout(1_000),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Has the clients use one node only; -1 for any. */
    void only(int node) {
        only = node;
    }

    /** How many calls were answered so far. */
    int answered() {
        return answers.get();
    }

    /** Works with so many milliseconds between an answer and the next call until {@link #stop}. */
    Future<Void> work(Workload workload, int pauseMillis) {
        if (stopped) {
            return Future.succeededFuture();
        }
        if (paused) {
            return pause(PAUSED_MILLIS).compose(over -> work(workload, pauseMillis));
        }
        int node = only >= 0 ? only : workload.node(nodes.size());
        List<Operation> next = workload.next();
        return call(node, next)
                .compose(outcomes -> {
                    for (int i = 0; i < next.size(); i++) {
                        if (outcomes.get(i).result() == Outcome.Result.OK) {
                            workload.done(next.get(i), outcomes.get(i));
                        }
                    }
                    boolean retry = outcomes.get(0).result() == Outcome.Result.UNKNOWN && workload.chance(50);
                    return retry && !stopped
                            ? call(only >= 0 ? only : (node + 1) % nodes.size(), next)
                            : Future.succeededFuture(outcomes);
                })
                .compose(done -> pause(pauseMillis))
                .compose(over -> work(workload, pauseMillis));
    }

    private Future<Void> pause(int millis) {
        Promise<Void> over = Promise.promise();
        vertx.setTimer(millis, now -> over.complete());
        return over.future();
    }

    /** Has nobody begin anything new, or go on. */
    void pause(boolean pause) {
        paused = pause;
    }

    /** How many calls have no answer yet. */
    int underWay() {
        return underWay.get();
    }

    void stop() {
        stopped = true;
    }

    /** Sends what nobody knows the outcome of again until all of it is known, or {@code hopeless}; what is left. */
    int settle(int tries, BooleanSupplier hopeless) {
        for (int i = 0; i < tries && !unknown.isEmpty() && !hopeless.getAsBoolean(); i++) {
            int node = i % nodes.size();
            List<Operation> left = new ArrayList<>(unknown.values());
            for (int from = 0; from < left.size(); from += CONNECTIONS) {
                List<Future<?>> calls = new ArrayList<>();
                for (Operation operation : left.subList(from, Math.min(left.size(), from + CONNECTIONS))) {
                    calls.add(call(node, List.of(operation)));
                }
                Future.join(calls).await();
            }
        }
        return unknown.size();
    }

    /** Sends operations, as a batch if there are several; never fails. */
    Future<List<Outcome>> call(int node, List<Operation> operations) {
        underWay.incrementAndGet();
        List<Integer> numbers = new ArrayList<>();
        operations.forEach(operation -> numbers.add(history.invoke(node, operation)));
        Future<List<Outcome>> answered =
                operations.size() == 1 ? single(node, operations.get(0)).map(List::of) : batch(node, operations);
        return answered.recover(failure -> Future.succeededFuture(
                        operations.stream().map(any -> Outcome.unknown()).toList()))
                .onSuccess(outcomes -> {
                    underWay.decrementAndGet();
                    answers.incrementAndGet();
                    for (int i = 0; i < outcomes.size(); i++) {
                        history.outcome(numbers.get(i), outcomes.get(i));
                        Operation operation = operations.get(i);
                        if (outcomes.get(i).open()) {
                            unknown.put(operation.reference(), operation);
                        } else {
                            unknown.remove(operation.reference());
                        }
                    }
                });
    }

    private Future<Outcome> single(int node, Operation operation) {
        return send(
                        node,
                        PATIENCE_MILLIS,
                        operation.path(),
                        "application/json",
                        operation.key(),
                        operation.ack(),
                        operation.body())
                .map(answer -> Outcome.of(
                        operation,
                        answer.statusCode(),
                        json(answer.body()),
                        answer.getHeader("Idempotency-Replayed") != null));
    }

    private Future<List<Outcome>> batch(int node, List<Operation> operations) {
        StringBuilder lines = new StringBuilder();
        operations.forEach(operation -> lines.append(operation.body()).append('\n'));
        String ack = operations.get(0).ack();
        return send(node, PATIENCE_MILLIS, "/v1/events/batch", "application/x-ndjson", "", ack, lines.toString())
                .map(answer -> {
                    List<Outcome> outcomes = new ArrayList<>();
                    String[] replies = answer.bodyAsString().split("\n");
                    for (int i = 0; i < operations.size(); i++) {
                        JsonObject line = answer.statusCode() == 200
                                ? new JsonObject(replies[i])
                                : new JsonObject()
                                        .put("status", answer.statusCode())
                                        .put("problem", new JsonObject());
                        int status = line.getInteger("status");
                        JsonObject body = line.getJsonObject(status < 300 ? "reply" : "problem");
                        outcomes.add(Outcome.of(operations.get(i), status, body, false));
                    }
                    return outcomes;
                });
    }

    private Future<HttpResponse<Buffer>> send(
            int node, int patienceMillis, String path, String type, String key, String ack, String body) {
        return http.request(HttpMethod.POST, nodes.get(node).port(), "127.0.0.1", path)
                .timeout(patienceMillis)
                .bearerTokenAuthentication(apiKey)
                .putHeader("Content-Type", type)
                .putHeader("Idempotency-Key", key)
                .putHeader("Walaa-Ack", ack)
                .sendBuffer(Buffer.buffer(body));
    }

    private static JsonObject json(Buffer body) {
        try {
            return body == null ? new JsonObject() : body.toJsonObject();
        } catch (DecodeException | ClassCastException noJson) {
            return new JsonObject();
        }
    }

    /** Makes members and gives their ids. */
    List<String> members(int count) {
        List<Future<HttpResponse<Buffer>>> created = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            created.add(send(
                    i % nodes.size(),
                    FIRST_PATIENCE_MILLIS,
                    "/v1/members",
                    "application/json",
                    "member-" + i,
                    "ledger",
                    "{}"));
        }
        Future.all(created).await();
        return created.stream()
                .map(answer -> answer.result().bodyAsJsonObject().getString("id"))
                .toList();
    }

    void close() {
        http.close();
    }
}
