package io.walaa.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics}. Live means that this process answers at all; ready
 * means that it should get traffic, and 503 with the reasons that it should not.
 */
public final class ManagementServer {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Readiness readiness;
    private final PrometheusMeterRegistry metrics;

    public ManagementServer(Vertx vertx, Readiness readiness, PrometheusMeterRegistry metrics) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /**
     * Listens.
     *
     * @param port 0 for a free one
     */
    public Future<HttpServer> listen(String host, int port) {
        return vertx.createHttpServer().requestHandler(this::handle).listen(port, host);
    }

    private void handle(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            answer(request, 405, new JsonObject().put("status", "method-not-allowed"));
            return;
        }
        switch (request.path()) {
            case "/health/live" -> answer(request, 200, new JsonObject().put("status", "live"));
            case "/health/ready" -> ready(request);
            case "/metrics" -> scrape(request);
            default -> answer(request, 404, new JsonObject().put("status", "not-found"));
        }
    }

    private void ready(HttpServerRequest request) {
        Map<String, String> reasons = readiness.reasons();
        JsonObject body = new JsonObject().put("status", reasons.isEmpty() ? "ready" : "not-ready");
        JsonObject why = new JsonObject();
        reasons.forEach(why::put);
        JsonObject warnings = new JsonObject();
        readiness.warnings().forEach(warnings::put);
        if (!warnings.isEmpty()) {
            body.put("warnings", warnings);
        }
        answer(request, reasons.isEmpty() ? 200 : 503, body.put("reasons", why));
    }

    /** Writing out every metric takes milliseconds, so it stays off the event loop. */
    private void scrape(HttpServerRequest request) {
        vertx.<String>executeBlocking(() -> metrics.scrape(METRICS_TYPE), false)
                .onSuccess(text -> request.response()
                        .putHeader("Content-Type", METRICS_TYPE)
                        .end(text))
                .onFailure(failure -> answer(request, 500, new JsonObject().put("status", "fault")));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }
}
