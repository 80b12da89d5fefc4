package io.walaa.management;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<String> redis = new AtomicReference<>();
    private final AtomicReference<String> programmes = new AtomicReference<>();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private String url;

    @BeforeEach
    void listen() {
        Readiness readiness = new Readiness()
                .with("redis", redis::get)
                .with("clock", () -> null)
                .warning("programmes", programmes::get);
        int port = new ManagementServer(vertx, readiness, metrics)
                .listen("127.0.0.1", 0)
                .await()
                .actualPort();
        url = "http://127.0.0.1:" + port;
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_process_that_answers_is_live_whatever_its_stores_do() {
        redis.set("not connected");
        given().get(url + "/health/live").then().statusCode(200).body("status", equalTo("live"));
    }

    @Test
    void readiness_says_why_not() {
        given().get(url + "/health/ready").then().statusCode(200).body("reasons", anEmptyMap());
        redis.set("not connected");
        given().get(url + "/health/ready")
                .then()
                .statusCode(503)
                .body("status", equalTo("not-ready"))
                .body("reasons.redis", equalTo("not connected"));
    }

    @Test
    void what_is_wrong_though_the_node_can_serve_is_a_warning() {
        given().get(url + "/health/ready").then().body("warnings", nullValue());
        programmes.set("version 2 of nakheel does not load");
        given().get(url + "/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("ready"))
                .body("warnings.programmes", equalTo("version 2 of nakheel does not load"));
    }

    @Test
    void metrics_are_prometheus_text() {
        metrics.counter("walaa_things").increment();
        given().get(url + "/metrics")
                .then()
                .statusCode(200)
                .contentType(containsString("text/plain"))
                .body(containsString("walaa_things_total 1.0"));
    }

    @Test
    void nothing_else_is_there() {
        given().get(url + "/").then().statusCode(404);
        given().post(url + "/health/live").then().statusCode(405);
    }
}
