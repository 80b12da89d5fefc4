package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drafts tried on invented events, and on what really happened. */
class RehearsalsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String DOCUMENT = """
            name: it
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            units:
              points: {title: {en: points}, expiry: {rolling: P30D}}
            rules:
              - {id: base, kind: spend, unit: points, points: 10, per: "1.000"}
              - {id: sweet, kind: line, unit: points, categories: [dessert], points: 5}
              - {id: visit, kind: event, unit: points, event: visit, points: 2}
            challenges:
              - {id: two, kind: count, title: {en: Two}, event: visit, goal: 2, rewards: [{unit: points, points: 25}]}
              - {id: join, kind: count, title: {en: J}, event: visit, goal: 1, join: required, rewards: [{badge: j}]}
            """;
    private static RunningServer server;

    private String programme;
    private String key;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
    }

    private void open() {
        programme = server.programme(DOCUMENT);
        key = server.key(programme, "read", "earn", "members", "redeem", "programme", "operate");
    }

    @Test
    void an_invented_month_is_played_each_event_at_its_own_time() throws Exception {
        open();
        JsonNode played = ok("/v1/programme/simulate?explain=true", """
                {"events":[
                  {"type":"visit","occurredAt":"2026-01-01T09:00:00+03:00"},
                  {"type":"visit","occurredAt":"2026-01-02T09:00:00+03:00"},
                  {"type":"return","occurredAt":"2026-01-03T09:00:00+03:00","order":{"id":"x","lines":[{"id":"1","quantity":1}]}},
                  {"type":"visit","occurredAt":"2026-03-02T09:00:00+03:00"}]}""");
        assertThat(played.at("/steps/1/balances/points/available").asLong()).isEqualTo(29);
        assertThat(played.at("/steps/1/trace").findValuesAsText("rule")).contains("visit", "two");
        assertThat(played.at("/steps/2/refusal/code").asText()).isEqualTo("unknown-order");
        assertThat(played.at("/steps/2/refusal/detail").asText()).isNotBlank();
        assertThat(played.at("/steps/3/type").asText()).isEqualTo("expire");
        assertThat(played.at("/steps/3/event").isMissingNode()).isTrue();
        assertThat(played.at("/balances/points/available").asLong()).isEqualTo(2);
        assertThat(played.at("/challenges/two").asLong()).isEqualTo(2);
    }

    @Test
    void a_draft_is_played_for_a_real_member_and_nothing_changes() throws Exception {
        open();
        String member = member();
        event("visit", member, "");
        JsonNode before = json(server.get("/v1/members/" + member + "/state", key));
        String draft = JSON.writeValueAsString(DOCUMENT.replaceFirst("name: it", "name: " + programme)
                .replace("event: visit, points: 2", "event: visit, points: 9"));
        JsonNode played = ok(
                "/v1/programme/simulate",
                "{\"yaml\":" + draft + ",\"memberId\":\"" + member
                        + "\",\"events\":[{\"type\":\"visit\",\"occurredAt\":\"" + Instant.now() + "\"}]}");
        assertThat(played.at("/balances/points/available").asLong()).isEqualTo(2 + 9 + 25);
        assertThat(played.get("programmeVersion").asInt()).isZero();
        JsonNode after = json(server.get("/v1/members/" + member + "/state", key));
        assertThat(after.get("seq")).isEqualTo(before.get("seq"));
        assertThat(after.get("balances")).isEqualTo(before.get("balances"));
    }

    @Test
    void what_is_wrong_with_a_draft_is_pointed_at() throws Exception {
        open();
        String broken = JSON.writeValueAsString(DOCUMENT.replaceFirst("name: it", "name: " + programme)
                .replace("kind: count, title: {en: Two}", "kind: cuont, title: {en: Two}"));
        for (String path : new String[] {"simulate", "backtest"}) {
            HttpResponse<String> answer = server.post(
                    "/v1/programme/" + path,
                    key,
                    "{\"yaml\":" + broken
                            + (path.equals("simulate")
                                    ? ",\"events\":[]}"
                                    : ",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\"}"),
                    Map.of("Idempotency-Key", "k" + NUMBER.incrementAndGet()));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            JsonNode error = json(answer).at("/errors/0");
            assertThat(error.get("pointer").asText()).isEqualTo("/yaml/challenges/0/kind");
            assertThat(error.get("near").asText()).isEqualTo("count");
            assertThat(error.get("line").asInt()).isEqualTo(13);
        }
        refused("/v1/programme/simulate", "{\"version\":99,\"events\":[]}", 404, "version-not-found");
        malformed("/v1/programme/simulate", "{\"version\":1,\"yaml\":\"a: b\",\"events\":[]}");
        malformed("/v1/programme/simulate", "{\"member\":{\"age\":3},\"events\":[]}");
        malformed("/v1/programme/simulate", "{\"member\":{\"timeZone\":\"Asia/Kuwiat\"},\"events\":[]}");
        malformed(
                "/v1/programme/simulate", "{\"events\":[{\"type\":\"vist\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}]}");
        malformed("/v1/programme/backtest", "{\"from\":\"2026-02-01T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}");
        malformed("/v1/programme/backtest", "{\"from\":\"2020-02-01T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}");
    }

    private void malformed(String path, String body) throws Exception {
        HttpResponse<String> answer =
                server.post(path, key, body, Map.of("Idempotency-Key", "x" + NUMBER.incrementAndGet()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).get("errors")).as(answer.body()).isNotEmpty();
        assertThat(json(answer).at("/errors/0").has("pointer")).isTrue();
    }

    @Test
    void the_programme_itself_comes_to_what_really_happened() throws Exception {
        open();
        history();
        JsonNode report = backtest("{}");
        assertThat(report.get("erased").asInt()).isZero();
        assertThat(report.get("members").asInt()).isEqualTo(2);
        JsonNode day = report.at("/days/0");
        assertThat(report.get("days")).hasSize(1);
        assertThat(day.get("draft")).isEqualTo(day.get("actual"));
        assertThat(day.at("/actual/units/points/issued").asLong()).isEqualTo(60 + 5 + 20 + 3 * 2 + 25 + 10 + 2);
        assertThat(day.at("/actual/units/points/issuedByRule/base").asLong()).isEqualTo(60 + 20 + 10);
        assertThat(day.at("/actual/units/points/takenBack").asLong()).isEqualTo(65);
        assertThat(day.at("/actual/units/points/redeemed").asLong()).isEqualTo(15);
        assertThat(day.at("/actual/challenges/two").asLong()).isEqualTo(1);
    }

    @Test
    void a_history_of_many_pages_is_read_to_its_end_and_every_entry_once() throws Exception {
        open();
        StringBuilder lines = new StringBuilder();
        for (int member = 0; member < 6; member++) {
            String id = member();
            for (int visit = 0; visit < 110; visit++) {
                lines.append(body("visit", id, "")).append('\n');
            }
        }
        HttpResponse<String> recorded = server.post(
                "/v1/events/batch",
                key,
                lines.toString(),
                Map.of("Content-Type", "application/x-ndjson", "Walaa-Ack", "ledger"));
        assertThat(recorded.body().split("\n")).hasSize(660).allMatch(line -> line.contains("\"status\":201"));
        JsonNode report = backtest("{}");
        assertThat(report.get("entries").asInt()).isEqualTo(660);
        assertThat(report.get("members").asInt()).isEqualTo(6);
        JsonNode day = report.at("/days/0");
        assertThat(day.get("draft")).isEqualTo(day.get("actual"));
        assertThat(day.at("/draft/units/points/issued").asLong()).isEqualTo(660 * 2 + 6 * 25);
        assertThat(day.at("/draft/units/points/liability").asLong()).isEqualTo(660 * 2 + 6 * 25);
    }

    @Test
    void a_draft_that_gives_twice_as_much_issues_twice_as_much() throws Exception {
        open();
        history();
        JsonNode day = backtest("{\"yaml\":"
                        + JSON.writeValueAsString(DOCUMENT.replaceFirst("name: it", "name: " + programme)
                                .replace("points: 10, per", "points: 20, per")
                                .replace("goal: 2", "goal: 3"))
                        + "}")
                .at("/days/0");
        JsonNode draft = day.at("/draft/units/points");
        assertThat(draft.at("/issuedByRule/base").asLong()).isEqualTo(2 * (60 + 20 + 10));
        assertThat(draft.at("/takenBack").asLong()).isEqualTo(125);
        assertThat(draft.at("/liability").asLong()
                        - day.at("/actual/units/points/liability").asLong())
                .isEqualTo(90 - 60);
        assertThat(day.at("/draft/challenges/two").asLong()).isEqualTo(1);
    }

    @Test
    void points_that_a_meaner_draft_would_not_have_given_are_missing() throws Exception {
        open();
        history();
        JsonNode draft = backtest("{\"yaml\":"
                        + JSON.writeValueAsString(DOCUMENT.replaceFirst("name: it", "name: " + programme)
                                .replace("points: 10, per: \"1.000\"", "points: 1, per: \"10.000\"")
                                .replace("points: 25", "points: 1")
                                .replace("event: visit, points: 2", "event: visit, points: 1"))
                        + "}")
                .at("/days/0/draft/units/points");
        assertThat(draft.get("missing").asLong()).isPositive();
        assertThat(draft.get("redeemed").asLong() + draft.get("missing").asLong())
                .isEqualTo(15);
    }

    /** Purchases of 6.000 with a dessert (returned), 2.000 and 1.000, four visits, a joined challenge, 15 redeemed. */
    private void history() throws Exception {
        String one = member();
        String two = member();
        event("purchase", one, order("a", "6.000", "dessert"));
        event("purchase", one, order("b", "2.000", "drink"));
        event("visit", one, "");
        event("visit", one, "");
        event("visit", one, "");
        event("return", one, ",\"order\":{\"id\":\"a\",\"lines\":[{\"id\":\"1\",\"quantity\":1}]}");
        HttpResponse<String> redeemed = server.post(
                "/v1/members/" + one + "/redeem",
                key,
                "{\"unit\":\"points\",\"amount\":15}",
                Map.of("Idempotency-Key", "r" + NUMBER.incrementAndGet()));
        assertThat(redeemed.statusCode()).as(redeemed.body()).isEqualTo(201);
        event("purchase", two, order("c", "1.000", "drink"));
        HttpResponse<String> joined = server.post(
                "/v1/members/" + two + "/challenges/join/join",
                key,
                "{}",
                Map.of("Idempotency-Key", "j" + NUMBER.incrementAndGet()));
        assertThat(joined.statusCode()).as(joined.body()).isEqualTo(201);
        HttpResponse<String> last =
                server.post("/v1/events", key, body("visit", two, ""), Map.of("Walaa-Ack", "ledger"));
        assertThat(last.statusCode()).as(last.body()).isEqualTo(201);
        await().until(() ->
                server.get("/v1/members/" + one + "/statement", key).body().contains("\"flushedSeq\":7"));
    }

    private JsonNode backtest(String draft) throws Exception {
        String body = draft.substring(0, draft.length() - 1) + (draft.length() > 2 ? "," : "") + "\"from\":\""
                + Instant.now().minus(Duration.ofHours(1)) + "\",\"until\":\""
                + Instant.now().plus(Duration.ofHours(1)) + "\"}";
        HttpResponse<String> started = server.post(
                "/v1/programme/backtest", key, body, Map.of("Idempotency-Key", "b" + NUMBER.incrementAndGet()));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String path = "/v1/jobs/" + json(started).get("id").asText();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !json(server.get(path, key)).get("state").asText().matches("queued|running"));
        JsonNode job = json(server.get(path, key));
        assertThat(job.get("state").asText()).as(job.toString()).isEqualTo("done");
        assertThat(job.get("done")).isEqualTo(job.get("total"));
        return job.get("result");
    }

    private void refused(String path, String body, int status, String code) throws Exception {
        HttpResponse<String> answer =
                server.post(path, key, body, Map.of("Idempotency-Key", "x" + NUMBER.incrementAndGet()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
    }

    private JsonNode ok(String path, String body) throws Exception {
        HttpResponse<String> answer = server.post(path, key, body, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private String member() throws Exception {
        return json(server.post("/v1/members", key, "{}", Map.of("Idempotency-Key", "m" + NUMBER.incrementAndGet())))
                .get("id")
                .asText();
    }

    private static String order(String id, String price, String category) {
        return ",\"order\":{\"id\":\"" + id
                + "\",\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"s\",\"category\":\""
                + category + "\",\"quantity\":1,\"unitPrice\":\"" + price
                + "\"}],\"tenders\":[{\"type\":\"cash\",\"amount\":\"" + price + "\"}]}";
    }

    private void event(String type, String member, String more) {
        HttpResponse<String> answer = server.post("/v1/events", key, body(type, member, more), Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static String body(String type, String member, String more) {
        return "{\"id\":\"e" + NUMBER.incrementAndGet() + "\",\"source\":\"test\",\"type\":\"" + type
                + "\",\"member\":\"" + member + "\",\"occurredAt\":\"" + Instant.now() + "\"" + more + "}";
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
