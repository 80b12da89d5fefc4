package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A programme as its marketer works with it: checked, published for later, taken back, and seen at work. */
class ProgrammeVersionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SWITCHED = Duration.ofSeconds(5);
    private static RunningServer server;
    private static String name = "versions";
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        name = server.programme(document(10));
        key = server.key(name, "read", "earn", "members", "programme");
    }

    private static String document(int points) {
        return """
                name: %s
                title: {en: Versions, ar: نسخ}
                timeZone: Asia/Kuwait
                currency: KWD
                locales: [en, ar]
                units: {points: {title: {en: points, ar: نقاط}}}
                rules:
                  - {id: base, kind: spend, unit: points, points: %d, per: "1.000"}
                  - {id: gold, kind: event, event: purchase, unit: points, points: 7, condition: 'tier == "gold" && order.total > money("1.000")'}
                tiers:
                  by: spend
                  levels:
                    - {id: green, title: {en: Green, ar: أخضر}}
                    - {id: gold, title: {en: Gold, ar: ذهبي}, threshold: "5.000", benefits: [{en: A cake, ar: كعكة}]}
                segments:
                  - {id: buyers, condition: metrics.purchases_30d >= 1}
                  - {id: staff, list: true}
                """.formatted(name, points);
    }

    private static HttpResponse<String> yaml(String method, String path, String text, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/yaml");
        all.put("Idempotency-Key", UUID.randomUUID().toString());
        return server.send(method, path, key, text, all);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static String member() throws IOException {
        return json(server.post(
                        "/v1/members",
                        key,
                        "{}",
                        Map.of("Idempotency-Key", UUID.randomUUID().toString())))
                .get("id")
                .textValue();
    }

    private static JsonNode buys(String member, String amount, String query) throws IOException {
        String id = UUID.randomUUID().toString();
        return json(server.post(
                "/v1/events" + query,
                key,
                """
                {"type":"purchase","id":"%s","source":"till","member":"%s","occurredAt":"%s","order":{"id":"%s","currency":"KWD",
                "lines":[{"id":"1","sku":"a","quantity":1,"unitPrice":"%s"}],"tenders":[{"type":"card","amount":"%s"}]}}
                """.formatted(id, member, Instant.now().minusSeconds(1), id, amount, amount),
                Map.of()));
    }

    @Test
    void an_error_says_where_what_was_expected_and_what_was_meant_all_at_once() throws Exception {
        String wrong = document(10)
                .replace("tier == \"gold\" && order.total", "tier == \"glod\" && order.totl")
                .replace("by: spend", "by: spned")
                .replace("metrics.purchases_30d >= 1", "metrics.purchases_30d >= 'x'");
        JsonNode answer = json(yaml("POST", "/v1/programme/validate", wrong, Map.of("Accept-Language", "en")));
        assertThat(answer.get("valid").booleanValue()).isFalse();
        assertThat(answer.get("errors")).hasSize(3);
        assertThat(answer.toString())
                .contains("/rules/1/condition", "\\\"order.totl\\\". Did you mean \\\"order.total\\\"?", "\"line\":9")
                .contains("/tiers/by", "Did you mean \\\"spend\\\"?")
                .contains("/segments/0/condition", "found no matching overload");
        JsonNode tier = json(yaml(
                "POST",
                "/v1/programme/validate",
                document(10).replace("\"gold\"", "\"glod\""),
                Map.of("Accept-Language", "en")));
        assertThat(tier.toString()).contains("There is no tier \\\"glod\\\". Did you mean \\\"gold\\\"?");
    }

    @Test
    void a_version_is_kept_becomes_active_at_its_instant_and_is_taken_back() throws Exception {
        HttpResponse<String> now = server.get("/v1/programme", key);
        Map<String, String> match =
                Map.of("If-Match", now.headers().firstValue("ETag").orElseThrow());
        JsonNode kept = json(yaml("PUT", "/v1/programme?activate=no&note=later", document(20), match));
        assertThat(kept.get("active").booleanValue()).isFalse();
        assertThat(kept.get("activatedAt").isNull()).isTrue();
        int version = kept.get("version").intValue();
        String member = member();
        assertThat(buys(member, "1.000", "").at("/effects/0/amount").intValue()).isEqualTo(10);

        String soon = Instant.now().plusMillis(1_200).toString();
        JsonNode timed = json(yaml(
                "POST",
                "/v1/programme/versions/" + version + "/activate?activate=" + soon,
                "{}",
                Map.of("Content-Type", "application/json")));
        assertThat(timed.path("active").booleanValue()).as(timed.toString()).isFalse();
        await().atMost(SWITCHED)
                .until(() -> buys(member, "1.000", "?dryRun=true")
                                .at("/effects/0/amount")
                                .intValue()
                        == 20);

        server.post(
                "/v1/programme/versions/1/activate",
                key,
                "{}",
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        await().atMost(SWITCHED)
                .until(() -> buys(member, "1.000", "?dryRun=true")
                                .at("/effects/0/amount")
                                .intValue()
                        == 10);
        assertThat(yaml("PUT", "/v1/programme?activate=soon", document(20), Map.of("If-Match", "*"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_member_rises_enters_and_the_trace_says_what_failed_and_what_it_saw() throws Exception {
        String member = member();
        JsonNode dry = buys(member, "6.000", "?dryRun=true&explain=true");
        assertThat(dry.get("trace").toString())
                .contains("\"rule\":\"gold\",\"matched\":false,\"because\":\"condition\"")
                .contains("\"condition\":\"tier == \\\"gold\\\"\",\"tier\":\"green\"");
        JsonNode first = buys(member, "6.000", "");
        assertThat(first.get("effects").toString()).contains("tier.changed", "segment.entered");
        assertThat(buys(member, "2.000", "").at("/effects").toString()).contains("\"rule\":\"gold\"");
        JsonNode state = json(server.get("/v1/members/" + member + "/state", key));
        assertThat(state.at("/tier/id").textValue()).isEqualTo("gold");
        assertThat(state.at("/tier/benefits/0").textValue()).isEqualTo("A cake");
        assertThat(state.at("/tier/amount").intValue()).isEqualTo(8_000);
        assertThat(state.at("/tier/reviewAt").isTextual()).isTrue();
        assertThat(state.get("segments").toString()).isEqualTo("[\"buyers\"]");
    }

    @Test
    void a_list_is_kept_by_hand_and_a_condition_is_not() throws Exception {
        String member = member();
        String path = "/v1/members/" + member + "/segments/";
        Map<String, String> once = Map.of("Idempotency-Key", "in-" + member);
        assertThat(server.send("PUT", path + "staff", key, "{}", once).statusCode())
                .isEqualTo(200);
        assertThat(json(server.get("/v1/members/" + member + "/state", key))
                        .get("segments")
                        .toString())
                .isEqualTo("[\"staff\"]");
        assertThat(json(server.send("PUT", path + "buyers", key, "{}", Map.of("Idempotency-Key", "b-" + member)))
                        .get("code")
                        .textValue())
                .isEqualTo("segment-by-condition");
        assertThat(json(server.send("PUT", path + "nobody", key, "{}", Map.of("Idempotency-Key", "n-" + member)))
                        .get("code")
                        .textValue())
                .isEqualTo("unknown-segment");
        assertThat(server.send("DELETE", path + "staff", key, "", Map.of("Idempotency-Key", "out-" + member))
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(server.get("/v1/members/" + member + "/state", key)).get("segments"))
                .isEmpty();
    }

    @Test
    void the_schema_is_served_to_any_editor() throws Exception {
        HttpResponse<String> schema = server.get("/schemas/programme.json", "");
        assertThat(schema.statusCode()).isEqualTo(200);
        assertThat(json(schema).at("/properties/tiers/anyOf/0/$ref").textValue())
                .isEqualTo("#/$defs/tiers");
    }
}
