package io.walaa.rush;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.walaa.bench.Members;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Every member claims the same offer once, over many connections to several nodes. What is no answer (429, 409, 503, a
 * lost connection) is tried again under the same key, at another node. Lives on one event loop.
 */
final class Claims {
    private static final int AGAIN_MILLIS = 50;
    private static final int PROGRESS = 500;

    private final Vertx vertx;
    private final Nodes nodes;
    private final String offer;
    private final int members;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int next;
    private int answered;
    private int again;

    Claims(Vertx vertx, Nodes nodes, String offer, int members) {
        this.vertx = vertx;
        this.nodes = nodes;
        this.offer = offer;
        this.members = members;
    }

    /** Runs; answers how often each outcome came, and how long all took. */
    JsonObject run(int connections) throws Exception {
        long began = System.nanoTime();
        vertx.runOnContext(start -> {
            for (int i = 0; i < connections; i++) {
                claim();
            }
        });
        done.get(5, TimeUnit.MINUTES);
        double seconds = (System.nanoTime() - began) / 1e9;
        return new JsonObject()
                .put("seconds", seconds)
                .put("again", again)
                .put("outcomes", new JsonObject(Map.copyOf(outcomes)));
    }

    private void claim() {
        if (next < members) {
            send(next++, 0);
        }
    }

    private void send(int member, int tried) {
        String path = "/v1/members/" + Members.id(member) + "/offers/" + offer + "/claim";
        nodes.post(member + tried, path, "{}", offer).onComplete(answer -> {
            int status = answer.succeeded() ? answer.result().status() : 0;
            if (status == 0 || status == 429 || status == 409 || status == 503) {
                again++;
                vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).onSuccess(later -> send(member, tried + 1));
                return;
            }
            String outcome = status == 201 || status == 202
                    ? "granted"
                    : status + " " + answer.result().body().getString("code");
            outcomes.merge(outcome, 1, Integer::sum);
            answered++;
            if (answered % PROGRESS == 0) {
                System.out.println("answered " + answered + " granted " + outcomes.getOrDefault("granted", 0));
            }
            if (answered == members) {
                done.complete(null);
            } else {
                claim();
            }
        });
    }
}
