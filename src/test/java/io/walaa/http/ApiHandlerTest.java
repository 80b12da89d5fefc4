package io.walaa.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.access.Access;
import io.walaa.access.ApiKeys;
import io.walaa.access.KeyText;
import io.walaa.access.MemberTokens;
import io.walaa.access.RateLimit;
import io.walaa.access.Scope;
import io.walaa.access.StoredKey;
import io.walaa.decision.Refusal;
import io.walaa.usecase.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How any request is treated, whatever its endpoint does; the endpoints here are made up. */
class ApiHandlerTest {
    private static final SecretKey SECRET = new SecretKeySpec(new byte[32], "HmacSHA256");
    private static final KeyText EARNER = KeyText.create(new SecureRandom());
    private static final KeyText HASTY = KeyText.create(new SecureRandom());
    private static final AtomicReference<Call> LAST_CALL = new AtomicReference<>();
    private static final Vertx VERTX = Vertx.vertx();
    private static int port;

    @BeforeAll
    static void listen() {
        RouteTable routes = new RouteTable(List.of(
                Route.post("/v1/things", Scope.EARN, ApiHandlerTest::make).queries("dryRun", "explain"),
                Route.get("/v1/things", Scope.EARN, exchange -> Future.succeededFuture(Answer.empty())),
                Route.post("/v1/things/{id}/fail", Scope.EARN, ApiHandlerTest::fail)
                        .takes(Route.Body.OPTIONAL_JSON),
                Route.get("/v1/secret", Scope.OPERATE, exchange -> Future.succeededFuture(Answer.empty())),
                Route.get("/v1/me/thing", Scope.ME, exchange -> Future.succeededFuture(Answer.empty()))));
        ApiKeys keys = new ApiKeys(
                SECRET,
                InstantSource.system(),
                id -> VERTX.timer(1)
                        .map(tick -> List.of(EARNER, HASTY).stream()
                                .filter(key -> key.id().equals(id))
                                .map(key -> new StoredKey(
                                        id, key.hash(SECRET), "till", "nakheel", Set.of(Scope.EARN), null))
                                .findFirst()
                                .orElse(null)),
                id -> {});
        MemberTokens tokens = new MemberTokens(VERTX, SECRET, InstantSource.system(), Duration.ofHours(1));
        RateLimit limit = new RateLimit("key", 200, Duration.ofMinutes(10), System::nanoTime);
        port = new Api(
                        routes,
                        new Access(keys, tokens),
                        new Limits(limit, null),
                        new Origins(Set.of()),
                        Messages.load())
                .listen(VERTX, "127.0.0.1", 0)
                .await()
                .actualPort();
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private static Future<Answer> make(Exchange exchange) {
        long size = exchange.read(in -> in.field("size").integer(1, 10));
        LAST_CALL.set(exchange.call());
        return Future.succeededFuture(Answer.json(201, json -> {
            json.writeStartObject();
            json.writeNumberField("size", size);
            json.writeEndObject();
        }));
    }

    private static Future<Answer> fail(Exchange exchange) {
        return switch (exchange.argument(0)) {
            case "points" -> Future.failedFuture(Refusal.of("insufficient-points", "missing", 3L));
            case "later" -> Future.failedFuture(Refusal.unavailable("redis-unavailable", 1_500));
            case "busy" -> Future.failedFuture(Refusal.conflict("member-busy", 100));
            case "bug" -> throw new IllegalStateException("the password is swordfish");
            default -> VERTX.timer(1).compose(tick -> Future.failedFuture(new IllegalStateException("later bug")));
        };
    }

    private static RequestSpecification asking(KeyText key) {
        return given(new RequestSpecBuilder()
                .setBaseUri("http://127.0.0.1:" + port)
                .setConfig(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .addHeader("Authorization", "Bearer " + key.text())
                .build());
    }

    private static RequestSpecification asking() {
        return asking(EARNER).header("Idempotency-Key", "k-1").contentType("application/json");
    }

    private static void problem(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .header("Content-Language", "en")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("type", equalTo("/problems/" + code))
                .body("title", not(startsWith("title.")))
                .body("detail", not(equalTo(code)))
                .body("instance", startsWith("/"));
    }

    @Test
    void a_good_request_is_answered_with_limits_and_without_caching() {
        asking().body("{\"size\":3}")
                .post("/v1/things")
                .then()
                .statusCode(201)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .header("RateLimit-Policy", "\"key\";q=200;w=600")
                .header("RateLimit", startsWith("\"key\";r="))
                .body("size", equalTo(3));
        assertThat(LAST_CALL.get().request()).isEqualTo("POST /v1/things\n{\"size\":3}");
        assertThat(LAST_CALL.get().programme()).isEqualTo("nakheel");
    }

    @Test
    void an_unknown_path_is_404_and_a_wrong_method_405_with_what_is_allowed() {
        problem(asking().get("/v1/nothing").then(), 404, "not-found");
        problem(asking().get("/v1/things/").then(), 404, "not-found");
        problem(asking().delete("/v1/things").then().header("Allow", "GET, POST"), 405, "method-not-allowed");
        problem(asking().get("/v1/things/1/fail").then().header("Allow", "POST"), 405, "method-not-allowed");
    }

    @Test
    void head_is_get_without_a_body() {
        asking().head("/v1/things").then().statusCode(204);
    }

    @Test
    void who_asks_must_be_known_and_allowed() {
        String url = "http://127.0.0.1:" + port + "/v1/secret";
        problem(given().get(url).then().header("WWW-Authenticate", startsWith("Bearer")), 401, "unauthenticated");
        problem(given().header("Authorization", "Basic eDp5").get(url).then(), 401, "unauthenticated");
        problem(given().header("Authorization", "Bearer wk_x_y").get(url).then(), 401, "key-unknown");
        problem(given().header("Authorization", "Bearer x.y.z").get(url).then(), 401, "token-invalid");
        problem(asking().get("/v1/secret").then().body("scope", equalTo("operate")), 403, "forbidden");
        problem(asking().get("/v1/me/thing").then(), 403, "member-token-only");
    }

    @Test
    void a_body_that_is_no_good_json_is_told_where() {
        problem(asking().body("{\"size\":").post("/v1/things").then().body("line", equalTo(1)), 400, "broken-json");
        problem(asking().body("{\"size\":3} x").post("/v1/things").then(), 400, "broken-json");
        problem(asking().body("{\"size\":3,\"size\":3}").post("/v1/things").then(), 400, "duplicate-field");
        problem(asking().body("[".repeat(10_000)).post("/v1/things").then(), 400, "nested-too-deep");
        problem(
                asking().body(new byte[] {'"', (byte) 0xC3, '(', '"'})
                        .post("/v1/things")
                        .then(),
                400,
                "invalid-utf8");
        problem(asking().post("/v1/things").then(), 400, "body-missing");
        problem(asking().body("[]").post("/v1/things").then(), 400, "wrong-type");
    }

    @Test
    void every_wrong_field_is_told_with_its_pointer_in_both_languages() {
        problem(
                asking().body("{\"size\":11,\"seize\":1}")
                        .post("/v1/things")
                        .then()
                        .body("errors[0].pointer", equalTo("/size"))
                        .body("errors[0].code", equalTo("too-large"))
                        .body("errors[0].detail", equalTo("This must be at most 10."))
                        .body("errors[1].pointer", equalTo("/seize"))
                        .body("errors[1].near", equalTo("size")),
                400,
                "invalid-input");
        asking().header("Accept-Language", "ar-KW")
                .body("{\"size\":11,\"seize\":1}")
                .post("/v1/things")
                .then()
                .statusCode(400)
                .header("Content-Language", "ar")
                .body("title", equalTo("الطلب غير صالح"))
                .body("detail", equalTo("خطآن في المحتوى."))
                .body("errors[0].detail", equalTo("يجب ألا يزيد على 10."));
    }

    @Test
    void a_body_too_large_is_refused_by_its_announced_and_by_its_real_length() throws IOException {
        problem(asking().body(new byte[5_000_000]).post("/v1/things").then(), 413, "body-too-large");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + EARNER.text()
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 20; i++) {
                out.write(("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(socket)).contains("413");
        }
    }

    @Test
    void what_is_not_http_gets_a_problem_too() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(socket)).contains("414");
        }
        problem(asking().header("X-Long", "x".repeat(20_000)).get("/v1/things").then(), 431, "header-too-large");
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void media_types_are_json_in_utf8() {
        problem(asking().contentType("text/plain").body("{}").post("/v1/things").then(), 415, "unsupported-media-type");
        problem(
                asking().contentType("application/json; charset=utf-16")
                        .body("{}")
                        .post("/v1/things")
                        .then(),
                415,
                "unsupported-media-type");
        asking().contentType("application/json; charset=UTF-8")
                .body("{\"size\":1}")
                .post("/v1/things")
                .then()
                .statusCode(201);
        problem(
                asking().accept("text/html")
                        .body("{\"size\":1}")
                        .post("/v1/things")
                        .then(),
                406,
                "not-acceptable");
        asking().accept("text/html, application/*;q=0.5")
                .body("{\"size\":1}")
                .post("/v1/things")
                .then()
                .statusCode(201);
        problem(
                asking().accept("application/json;q=0")
                        .body("{\"size\":1}")
                        .post("/v1/things")
                        .then(),
                406,
                "not-acceptable");
    }

    @Test
    void a_write_needs_a_key_bare_or_quoted_and_a_dry_run_none() {
        RequestSpecification bare =
                asking(EARNER).contentType("application/json").body("{\"size\":1}");
        problem(bare.post("/v1/things").then(), 400, "idempotency-key-missing");
        asking(EARNER)
                .contentType("application/json")
                .body("{\"size\":1}")
                .post("/v1/things?dryRun=true")
                .then()
                .statusCode(201);
        assertThat(LAST_CALL.get().key()).isEmpty();
        for (Map.Entry<String, String> key :
                Map.of("abc", "abc", "\"a \\\"b\\\"\"", "a \"b\"").entrySet()) {
            asking(EARNER)
                    .contentType("application/json")
                    .header("Idempotency-Key", key.getKey())
                    .body("{\"size\":1}")
                    .post("/v1/things")
                    .then()
                    .statusCode(201);
            assertThat(LAST_CALL.get().key()).isEqualTo(key.getValue());
        }
        problem(
                asking(EARNER)
                        .contentType("application/json")
                        .header("Idempotency-Key", "x".repeat(256))
                        .body("{\"size\":1}")
                        .post("/v1/things")
                        .then(),
                400,
                "idempotency-key-invalid");
    }

    @Test
    void parameters_and_levels_that_are_not_known_are_refused() {
        problem(
                asking().body("{\"size\":1}")
                        .post("/v1/things?dryrun=true")
                        .then()
                        .body("name", equalTo("dryrun")),
                400,
                "unknown-parameter");
        problem(asking().body("{\"size\":1}").post("/v1/things?dryRun=yes").then(), 400, "invalid-parameter");
        problem(
                asking().header("Walaa-Ack", "stone")
                        .body("{\"size\":1}")
                        .post("/v1/things")
                        .then(),
                400,
                "unknown-ack-level");
    }

    @Test
    void refusals_say_what_is_missing_and_when_to_try_again() {
        problem(asking().post("/v1/things/points/fail").then().body("missing", equalTo(3)), 422, "insufficient-points");
        problem(asking().post("/v1/things/later/fail").then().header("Retry-After", "2"), 503, "redis-unavailable");
        problem(asking().post("/v1/things/busy/fail").then().header("Retry-After", "1"), 409, "member-busy");
    }

    @Test
    void a_fault_of_ours_tells_nothing_but_its_number() {
        String body = asking().post("/v1/things/bug/fail")
                .then()
                .statusCode(500)
                .extract()
                .asString();
        assertThat(body).doesNotContain("swordfish", "Exception").contains("internal");
        problem(asking().post("/v1/things/slow/fail").then().body("$", hasKey("fault")), 500, "internal");
    }

    @Test
    void too_many_requests_are_told_when_the_next_may_come() {
        int allowed = 0;
        ValidatableResponse answer;
        do {
            answer = asking(HASTY).get("/v1/things").then();
            allowed++;
        } while (answer.extract().statusCode() == 204 && allowed < 400);
        problem(answer.header("Retry-After", Integer::parseInt, greaterThan(0)), 429, "rate-limited");
    }
}
