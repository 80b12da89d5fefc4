package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The replies that clients are promised, field by field. */
class ApiShapesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static RunningServer server;
    private static String programme;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "earn", "redeem", "members", "programme", "operate");
    }

    private static JsonNode post(int status, String path, String body, String... headers) throws Exception {
        Map<String, String> all =
                new java.util.HashMap<>(Map.of("Idempotency-Key", "shape-" + NUMBER.incrementAndGet()));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = server.post(path, key, body, all);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = server.get(path, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String member() throws Exception {
        JsonNode created = post(201, "/v1/members", """
                {"externalIds":[{"type":"card","value":"%s"}],"locale":"ar-KW","timeZone":"Asia/Kuwait",
                 "attributes":{"city":"Hawalli"}}""".formatted("7001" + NUMBER.incrementAndGet()));
        assertThat(created.get("id").asText()).matches("mem_[0-9a-z]{16}");
        assertThat(created.get("programme").asText()).isEqualTo(programme);
        return created.get("id").asText();
    }

    static String purchase(String id, String member) {
        return """
                {"type":"purchase","id":"%s","source":"till7","member":"%s","occurredAt":"%s",
                 "channel":"store","store":"hawalli",
                 "order":{"id":"A-%s","currency":"KWD",
                  "lines":[{"id":"1","sku":"latte","category":"coffee","quantity":2,"unitPrice":"1.750"}],
                  "tax":"0.000","shipping":"0.000","tenders":[{"type":"card","amount":"3.500"}]}}""".formatted(id, member, Instant.now().truncatedTo(ChronoUnit.SECONDS), id);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void isPointsReply(JsonNode reply) {
        assertThat(names(reply)).contains("entry", "position", "ack", "balances");
        assertThat(reply.get("entry").asText()).startsWith("txn_");
        assertThat(names(reply.get("position"))).containsExactly("partition", "seq");
        assertThat(reply.get("ack").asText()).isEqualTo("disk");
        assertThat(names(reply.at("/balances/points"))).contains("available", "pending", "held", "debt");
    }

    @Test
    void a_purchase_answers_its_effects_and_a_repeat_the_same_as_a_duplicate() throws Exception {
        String member = member();
        String body = purchase("till7-" + NUMBER.incrementAndGet(), member);
        JsonNode first = post(201, "/v1/events", body);
        isPointsReply(first);
        assertThat(first.get("event").asText())
                .isEqualTo(first.get("entry").asText().replace("txn_", "evt_"));
        assertThat(first.get("programmeVersion").asInt()).isEqualTo(1);
        JsonNode effect = first.at("/effects/0");
        assertThat(effect.get("type").asText()).isEqualTo("points.earned");
        assertThat(names(effect)).contains("type", "unit", "amount", "rule");
        assertThat(effect.get("amount").isIntegralNumber()).isTrue();
        assertThat(first.has("duplicate")).isFalse();

        JsonNode again = post(200, "/v1/events", body);
        assertThat(again.get("duplicate").asBoolean()).isTrue();
        for (String same : List.of("event", "entry", "position", "effects", "balances")) {
            assertThat(again.get(same)).isEqualTo(first.get(same));
        }
    }

    @Test
    void earn_hold_capture_release_and_redeem_answer_alike() throws Exception {
        String member = member();
        JsonNode earned = post(
                201, "/v1/members/" + member + "/earn", "{\"unit\":\"points\",\"amount\":50,\"reason\":\"goodwill\"}");
        isPointsReply(earned);
        assertThat(earned.at("/balances/points/available").asInt()).isEqualTo(50);

        JsonNode held =
                post(201, "/v1/members/" + member + "/holds", "{\"unit\":\"points\",\"amount\":30,\"ttl\":\"PT15M\"}");
        isPointsReply(held);
        assertThat(held.get("hold").asText()).startsWith("hold_");
        assertThat(Instant.parse(held.get("expiresAt").asText()))
                .isAfter(Instant.now().plusSeconds(800));

        JsonNode captured = post(200, "/v1/holds/" + held.get("hold").asText() + "/capture", "{\"amount\":20}");
        isPointsReply(captured);
        assertThat(captured.at("/balances/points/available").asInt()).isEqualTo(30);

        JsonNode other = post(201, "/v1/members/" + member + "/holds", "{\"unit\":\"points\",\"amount\":5}");
        JsonNode released = post(200, "/v1/holds/" + other.get("hold").asText() + "/release", "{}");
        isPointsReply(released);

        JsonNode redeemed = post(
                201,
                "/v1/members/" + member + "/redeem",
                "{\"unit\":\"points\",\"amount\":30,\"reference\":\"order A-1002\"}");
        isPointsReply(redeemed);
        JsonNode refused = post(422, "/v1/members/" + member + "/redeem", "{\"unit\":\"points\",\"amount\":7}");
        assertThat(refused.get("code").asText()).isEqualTo("insufficient-points");
        assertThat(refused.get("missing").asInt()).isEqualTo(7);
    }

    @Test
    void a_repeated_write_repeats_its_answer_and_a_changed_one_is_refused() throws Exception {
        String path = "/v1/members/" + member() + "/earn";
        Map<String, String> headers = Map.of("Idempotency-Key", "repeat-" + NUMBER.incrementAndGet());
        HttpResponse<String> first = server.post(path, key, "{\"unit\":\"points\",\"amount\":5}", headers);
        HttpResponse<String> again = server.post(path, key, "{ \"amount\": 5, \"unit\": \"points\" }", headers);
        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(201);
        // the acknowledgement is the one reached by now
        assertThat(withoutLevel(again)).isEqualTo(withoutLevel(first));
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        HttpResponse<String> other = server.post(path, key, "{\"unit\":\"points\",\"amount\":6}", headers);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(other.body()).get("code").asText()).isEqualTo("idempotency-key-reused");
    }

    private static JsonNode withoutLevel(HttpResponse<String> answer) throws Exception {
        return ((ObjectNode) JSON.readTree(answer.body())).without("ack");
    }

    @Test
    void a_dry_run_and_an_explanation_change_nothing() throws Exception {
        String member = member();
        post(201, "/v1/events", purchase("till7-" + NUMBER.incrementAndGet(), member));
        JsonNode before = get("/v1/members/" + member + "/state");
        JsonNode dry =
                post(200, "/v1/events?dryRun=true&explain=true", purchase("till7-" + NUMBER.incrementAndGet(), member));
        assertThat(names(dry))
                .contains("dryRun", "effects", "balances", "trace")
                .doesNotContain("entry", "position");
        assertThat(names(dry.at("/trace/0"))).contains("rule", "matched", "because");
        JsonNode after = get("/v1/members/" + member + "/state");
        assertThat(after.get("seq")).isEqualTo(before.get("seq"));
        assertThat(after.get("balances")).isEqualTo(before.get("balances"));
    }

    @Test
    void state_statement_and_trial_balance_agree() throws Exception {
        String member = member();
        JsonNode bought = post(201, "/v1/events", purchase("till7-" + NUMBER.incrementAndGet(), member));
        long points = bought.at("/balances/points/available").asLong();
        JsonNode state = get("/v1/members/" + member + "/state");
        assertThat(state.get("id").asText()).isEqualTo(member);
        assertThat(state.at("/balances/points/available").asLong()).isEqualTo(points);
        assertThat(names(state.at("/balances/points"))).contains("available", "pending", "held", "debt", "expiring");
        state.at("/balances/points/expiring")
                .forEach(lot -> assertThat(names(lot)).containsExactly("at", "amount"));

        post(201, "/v1/members/" + member + "/earn", "{\"unit\":\"points\",\"amount\":1}", "Walaa-Ack", "ledger");
        JsonNode statement = get("/v1/members/" + member + "/statement?limit=1");
        assertThat(names(statement)).containsExactly("entries", "next", "flushedSeq");
        JsonNode newest = statement.at("/entries/0");
        assertThat(names(newest)).contains("entry", "at", "type", "unit", "amount", "available", "seq", "reference");
        assertThat(newest.get("type").asText()).isEqualTo("earn");
        assertThat(newest.get("available").asLong()).isEqualTo(points + 1);
        assertThat(statement.get("flushedSeq").asLong())
                .isEqualTo(newest.get("seq").asLong());
        JsonNode older = get("/v1/members/" + member + "/statement?limit=1&cursor="
                + statement.get("next").asText());
        assertThat(older.at("/entries/0/available").asLong()).isEqualTo(points);
        assertThat(older.at("/entries/0/entry")).isEqualTo(bought.get("entry"));

        JsonNode books = get("/v1/ledger/trial-balance");
        assertThat(books.at("/units/points/sum").asLong()).isZero();
        assertThat(books.at("/units/points/accounts").size()).isPositive();
        assertThat(books.get("committed").asLong())
                .isGreaterThanOrEqualTo(books.get("flushed").asLong());
        assertThat(get("/v1/ledger/liability").at("/units/points/total").asLong())
                .isPositive();
    }

    @Test
    void a_member_token_opens_the_members_own_things() throws Exception {
        String member = member();
        post(201, "/v1/members/" + member + "/earn", "{\"unit\":\"points\",\"amount\":9}", "Walaa-Ack", "ledger");
        JsonNode hold = post(201, "/v1/members/" + member + "/holds", "{\"unit\":\"points\",\"amount\":4}");
        JsonNode issued = post(201, "/v1/members/" + member + "/tokens", "{}");
        assertThat(names(issued)).containsExactly("token", "expiresAt");
        String token = issued.get("token").asText();
        JsonNode state = JSON.readTree(server.get("/v1/me/state", token).body());
        assertThat(state.get("id").asText()).isEqualTo(member);
        assertThat(state.at("/holds/0/hold")).isEqualTo(hold.get("hold"));
        HttpResponse<String> released = server.post(
                "/v1/me/holds/" + hold.get("hold").asText() + "/release",
                token,
                "{}",
                Map.of("Idempotency-Key", "mine"));
        assertThat(JSON.readTree(released.body())
                        .at("/balances/points/available")
                        .asInt())
                .isEqualTo(9);
        assertThat(server.get("/v1/me/statement", token).statusCode()).isEqualTo(200);
        HttpResponse<String> changed = server.send(
                "PATCH",
                "/v1/me/preferences",
                token,
                "{\"locale\":\"en-KW\",\"preferences\":{\"digits\":\"arabic\"}}",
                Map.of("Idempotency-Key", "prefs"));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        JsonNode mine = JSON.readTree(server.get("/v1/me/preferences", token).body());
        assertThat(mine.get("locale").asText()).isEqualTo("en-KW");
        assertThat(mine.at("/preferences/digits").asText()).isEqualTo("arabic");
    }

    @Test
    void a_batch_answers_each_line_and_keeps_a_members_order() throws Exception {
        String member = member();
        String run = "batch-" + NUMBER.incrementAndGet();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            lines.append(purchase(run + "-" + i, member).replace("\n", "")).append('\n');
        }
        lines.append("{\"type\":\"visit\"}\n")
                .append(purchase(run + "-0", member).replace("\n", ""))
                .append("\n\n");
        HttpResponse<String> answer =
                server.post("/v1/events/batch", key, lines.toString(), Map.of("Content-Type", "application/x-ndjson"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> results = answer.body().lines().toList();
        assertThat(results).hasSize(152);
        long seq = 0;
        for (int i = 0; i < 150; i++) {
            JsonNode result = JSON.readTree(results.get(i));
            assertThat(result.get("line").asInt()).isEqualTo(i + 1);
            assertThat(result.get("status").asInt()).as(results.get(i)).isEqualTo(201);
            long available = result.at("/reply/balances/points/available").asLong();
            assertThat(available).isGreaterThan(seq);
            seq = available;
        }
        JsonNode bad = JSON.readTree(results.get(150));
        assertThat(bad.get("status").asInt()).isEqualTo(400);
        assertThat(bad.at("/problem/errors/0/pointer").asText()).isEqualTo("/id");
        JsonNode repeated = JSON.readTree(results.get(151));
        assertThat(repeated.at("/reply/entry"))
                .isEqualTo(JSON.readTree(results.get(0)).at("/reply/entry"));
    }

    @Test
    void the_documents_are_served_to_anybody() {
        assertThat(server.get("/openapi.json", null).body()).startsWith("{\"openapi\":\"3.1.0\"");
        assertThat(server.get("/docs", null).body()).contains("<!doctype html>");
        assertThat(server.get("/docs.js", null).headers().firstValue("Content-Type"))
                .hasValue("text/javascript; charset=utf-8");
        assertThat(server.get("/problems/insufficient-points", null).body()).contains("missing");
    }
}
