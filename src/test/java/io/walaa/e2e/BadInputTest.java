package io.walaa.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.fixture.RunningServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request is told in the caller's language, with its place, and changes nothing. */
class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ARABIC = Pattern.compile("\\p{InArabic}");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String[] LANGUAGES = {"en", "ar"};
    private static RunningServer server;
    private static String programme;
    private static String key;
    private static String member;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "earn", "redeem", "members", "programme", "operate");
        member = JSON.readTree(server.post("/v1/members", key, "{}", Map.of("Idempotency-Key", "bad"))
                        .body())
                .get("id")
                .asText();
        String earned = server.post(
                        "/v1/members/" + member + "/earn",
                        key,
                        "{\"unit\":\"points\",\"amount\":100}",
                        Map.of("Idempotency-Key", "start"))
                .body();
        assertThat(earned).contains("\"available\":100");
    }

    /** Sends it in both languages and checks the problem document; the pointer is {@code -} if there is none. */
    private static JsonNode refused(byte[] body, String path, int status, String code, String pointer)
            throws Exception {
        JsonNode before = state();
        JsonNode english = null;
        for (String language : LANGUAGES) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .header("Accept-Language", language)
                    .header("Idempotency-Key", "bad-" + NUMBER.incrementAndGet())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("Content-Language")).hasValue(language);
            JsonNode problem = JSON.readTree(answer.body());
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            assertThat(problem.get("type").asText())
                    .isEqualTo("/problems/" + problem.get("code").asText());
            assertThat(problem.get("instance").asText()).isEqualTo(path);
            JsonNode wrong = problem.path("errors").path(0);
            assertThat((wrong.isMissingNode() ? problem : wrong).get("code").asText())
                    .as(answer.body())
                    .isEqualTo(code);
            if (!pointer.equals("-")) {
                assertThat(wrong.get("pointer").asText()).isEqualTo(pointer);
                assertThat(ARABIC.matcher(wrong.get("detail").asText()).find()).isEqualTo(language.equals("ar"));
            }
            assertThat(ARABIC.matcher(problem.get("detail").asText()).find()).isEqualTo(language.equals("ar"));
            assertThat(ARABIC.matcher(problem.get("title").asText()).find()).isEqualTo(language.equals("ar"));
            english = english == null ? problem : english;
        }
        JsonNode after = state();
        assertThat(after.get("seq")).isEqualTo(before.get("seq"));
        assertThat(after.get("balances")).isEqualTo(before.get("balances"));
        return english;
    }

    private static JsonNode state() throws Exception {
        return JSON.readTree(server.get("/v1/members/" + member + "/state", key).body());
    }

    private static ObjectNode purchase() throws Exception {
        return (ObjectNode) JSON.readTree(ApiShapesTest.purchase("bad-" + NUMBER.incrementAndGet(), member));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /type                        | "purchace"             | unknown-value
        /type                        | {}                     | wrong-type
        /id                          | ""                     | empty
        /id                          | null                   | required
        /source                      | 7                      | wrong-type
        /member                      | "7001"                 | bad-format
        /occurredAt                  | "2026-11-21 10:00"     | not-an-instant
        /channel                     | "pigeon"               | unknown-value
        /chanel                      | "store"                | unknown-field
        /order                       | null                   | required
        /order/currency              | "KWT"                  | unknown-currency
        /order/lines                 | "latte"                | wrong-type
        /order/tax                   | "0.0001"               | too-many-decimals
        /order/lines/0/unitPrice     | "1.7505"               | too-many-decimals
        /order/lines/0/unitPrice     | 1.75                   | wrong-type
        /order/lines/0/unitPrice     | "-1.750"               | too-small
        /order/lines/0/unitPrice     | "99999999999999999999" | too-large
        /order/lines/0/quantity      | -1                     | too-small
        /order/lines/0/quantity      | 1e400                  | too-large
        /order/lines/0/quantity      | 0.0001                 | too-many-decimals
        /order/tenders/0/type        | "shells"               | unknown-value
        """)
    void a_wrong_field_of_an_event_is_told_with_its_place(String pointer, String value, String code) throws Exception {
        ObjectNode event = purchase();
        int cut = pointer.lastIndexOf('/');
        ((ObjectNode) event.at(pointer.substring(0, cut)))
                .putRawValue(pointer.substring(cut + 1), new com.fasterxml.jackson.databind.util.RawValue(value));
        refused(JSON.writeValueAsBytes(event), "/v1/events", 400, code, pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        earn    | {"unit":"points","amount":1.5}               | not-an-integer | /amount
        earn    | {"unit":"points","amount":-5}                | too-small      | /amount
        earn    | {"unit":"points","amount":0}                 | too-small      | /amount
        earn    | {"unit":"points","amount":9007199254740992}  | too-large      | /amount
        earn    | {"unit":"points","amount":1e999}             | too-large      | /amount
        earn    | {"unit":"points","amount":"5"}               | wrong-type     | /amount
        earn    | {"unit":"points"}                            | required       | /amount
        earn    | {"amount":5}                                 | required       | /unit
        earn    | {"unit":"points","amount":5,"reson":"x"}     | unknown-field  | /reson
        redeem  | {"unit":"points","amount":0.5}               | not-an-integer | /amount
        redeem  | {"unit":"points","amount":-1}                | too-small      | /amount
        holds   | {"unit":"points","amount":1,"ttl":"soon"}    | not-a-duration | /ttl
        holds   | {"unit":"points","amount":1,"ttl":"P8D"}     | too-large      | /ttl
        holds   | {"unit":"points","amount":1,"ttl":"PT0S"}    | too-small      | /ttl
        """)
    void a_wrong_amount_is_told_with_its_place(String operation, String body, String code, String pointer)
            throws Exception {
        refused(body.getBytes(UTF_8), "/v1/members/" + member + "/" + operation, 400, code, pointer);
    }

    @Test
    void a_body_that_is_no_json_is_told_where_it_breaks() throws Exception {
        String path = "/v1/events";
        assertThat(refused("{\"type\":\n  purchase}".getBytes(UTF_8), path, 400, "broken-json", "")
                        .get("line")
                        .asInt())
                .isEqualTo(2);
        refused("[".repeat(10_000).getBytes(UTF_8), path, 400, "nested-too-deep", "");
        refused("[]".getBytes(UTF_8), path, 400, "wrong-type", "");
        refused("{\"type\":\"purchase\",\"type\":\"visit\"}".getBytes(UTF_8), path, 400, "duplicate-field", "");
        byte[] broken = JSON.writeValueAsBytes(purchase());
        broken[12] = (byte) 0xFF;
        refused(broken, path, 400, "invalid-utf8", "");
        refused(new byte[0], path, 400, "body-missing", "-");
        refused(("{\"type\":\"" + "x".repeat(5_000_000) + "\"}").getBytes(UTF_8), path, 413, "body-too-large", "-");
    }

    @Test
    void what_the_programme_does_not_take_is_refused_with_what_it_would_take() throws Exception {
        ObjectNode tenders = purchase();
        ((ObjectNode) tenders.at("/order/tenders/0")).put("amount", "3.400");
        JsonNode differ = refused(JSON.writeValueAsBytes(tenders), "/v1/events", 422, "tenders-differ", "-");
        assertThat(differ.get("due").asText()).isEqualTo("3.500");

        ObjectNode future = purchase();
        future.put("occurredAt", Instant.now().plus(1, ChronoUnit.HOURS).toString());
        refused(JSON.writeValueAsBytes(future), "/v1/events", 422, "event-in-future", "-");
        ObjectNode past = purchase();
        past.put("occurredAt", Instant.now().minus(30, ChronoUnit.DAYS).toString());
        refused(JSON.writeValueAsBytes(past), "/v1/events", 422, "event-too-old", "-");

        String path = "/v1/members/" + member;
        refused("{\"unit\":\"pionts\",\"amount\":1}".getBytes(UTF_8), path + "/earn", 422, "unknown-unit", "-");
        JsonNode poor = refused(
                "{\"unit\":\"points\",\"amount\":130}".getBytes(UTF_8),
                path + "/redeem",
                422,
                "insufficient-points",
                "-");
        assertThat(poor.get("missing").asInt()).isEqualTo(30);
        refused(
                "{\"unit\":\"points\",\"amount\":9007199254740991}".getBytes(UTF_8),
                path + "/earn",
                422,
                "amount-too-large",
                "-");
    }

    @Test
    void a_member_or_hold_that_is_not_there_is_404() throws Exception {
        byte[] amount = "{\"unit\":\"points\",\"amount\":1}".getBytes(UTF_8);
        refused(amount, "/v1/members/mem_0000000000000000/earn", 404, "member-not-found", "-");
        refused(amount, "/v1/members/house:stock:cup/earn", 404, "member-not-found", "-");
        refused(amount, "/v1/members/nobody/redeem", 404, "member-not-found", "-");
        for (String hold : new String[] {"hold_", "hold_nothing", "hold_" + member.substring(4) + "199zzzz", "txn_1"}) {
            refused("{}".getBytes(UTF_8), "/v1/holds/" + hold + "/capture", 404, "hold-not-found", "-");
        }
        ObjectNode event = purchase();
        event.put("member", "mem_0000000000000000");
        refused(JSON.writeValueAsBytes(event), "/v1/events", 404, "member-not-found", "-");
        event.set("member", JSON.readTree("{\"externalId\":{\"type\":\"card\",\"value\":\"nobody's\"}}"));
        refused(JSON.writeValueAsBytes(event), "/v1/events", 404, "member-not-found", "-");
    }

    @Test
    void a_member_is_changed_only_as_it_was_read() throws Exception {
        String path = "/v1/members/" + member;
        String tag = server.get(path, key).headers().firstValue("ETag").orElseThrow();
        assertThat(code(server.send("PATCH", path, key, "{\"name\":\"Noura\"}", Map.of("Idempotency-Key", "p1"))))
                .isEqualTo("428 precondition-required");
        Map<String, String> headers = Map.of("Idempotency-Key", "p2", "If-Match", tag);
        HttpResponse<String> changed = server.send("PATCH", path, key, "{\"name\":\"Noura\"}", headers);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isNotEqualTo(java.util.Optional.of(tag));
        Map<String, String> stale = Map.of("Idempotency-Key", "p3", "If-Match", tag);
        assertThat(code(server.send("PATCH", path, key, "{\"name\":\"Sara\"}", stale)))
                .isEqualTo("412 precondition-failed");
        assertThat(server.get(path, key).body()).contains("Noura");
    }

    @Test
    void a_programme_is_replaced_only_as_it_was_read_and_told_all_that_is_wrong() throws Exception {
        String document = RunningServer.document().replaceFirst("(?m)^name: .*$", "name: " + programme);
        String broken = document.replaceFirst("(?m)^currency: .*$", "currency: KWT\ncolour: green");
        Map<String, String> yaml = Map.of("Content-Type", "application/yaml", "Idempotency-Key", "y1");
        JsonNode report = JSON.readTree(
                server.post("/v1/programme/validate", key, broken, yaml).body());
        assertThat(report.get("valid").asBoolean()).isFalse();
        assertThat(report.get("errors").size()).isGreaterThan(1);
        assertThat(report.at("/errors/0/line").asInt()).isPositive();
        assertThat(code(server.send("PUT", "/v1/programme", key, document, yaml)))
                .isEqualTo("428 precondition-required");
        Map<String, String> stale =
                Map.of("Content-Type", "application/yaml", "Idempotency-Key", "y2", "If-Match", "\"77\"");
        assertThat(code(server.send("PUT", "/v1/programme", key, broken, stale)))
                .isEqualTo("400 invalid-input");
        assertThat(code(server.send("PUT", "/v1/programme", key, document, stale)))
                .isEqualTo("412 precondition-failed");
        String tag =
                server.get("/v1/programme", key).headers().firstValue("ETag").orElseThrow();
        Map<String, String> good = Map.of("Content-Type", "application/yaml", "Idempotency-Key", "y3", "If-Match", tag);
        HttpResponse<String> published = server.send("PUT", "/v1/programme", key, document, good);
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        assertThat(JSON.readTree(published.body()).get("version").asInt()).isEqualTo(2);
        assertThat(JSON.readTree(server.get("/v1/programme/versions", key).body())
                        .at("/versions/0/active")
                        .asBoolean())
                .isTrue();
    }

    private static String code(HttpResponse<String> answer) throws Exception {
        return answer.statusCode() + " "
                + JSON.readTree(answer.body()).path("code").asText();
    }
}
