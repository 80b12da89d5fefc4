package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Points from earning to spending, over HTTP. */
class PointOperationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static RunningServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        key = server.key(server.programme(), "read", "earn", "redeem", "members", "programme", "operate");
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    private static String member() throws Exception {
        HttpResponse<String> created = server.post(
                "/v1/members", key, "{\"locale\":\"ar-KW\"}", Map.of("Idempotency-Key", "m" + System.nanoTime()));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return json(created).get("id").asText();
    }

    @Test
    void earned_points_can_be_held_captured_and_redeemed() throws Exception {
        String member = member();
        HttpResponse<String> earned = server.post(
                "/v1/members/" + member + "/earn",
                key,
                "{\"unit\":\"points\",\"amount\":100,\"reason\":\"goodwill\"}",
                Map.of("Idempotency-Key", "e1"));
        assertThat(earned.statusCode()).as(earned.body()).isEqualTo(201);
        assertThat(json(earned).at("/balances/points/available").asLong()).isEqualTo(100);

        HttpResponse<String> held = server.post(
                "/v1/members/" + member + "/holds",
                key,
                "{\"unit\":\"points\",\"amount\":30,\"ttl\":\"PT15M\"}",
                Map.of("Idempotency-Key", "h1"));
        assertThat(held.statusCode()).as(held.body()).isEqualTo(201);
        assertThat(json(held).at("/balances/points/held").asLong()).isEqualTo(30);

        HttpResponse<String> captured = server.post(
                "/v1/holds/" + json(held).get("hold").asText() + "/capture",
                key,
                "{\"amount\":20}",
                Map.of("Idempotency-Key", "c1"));
        assertThat(captured.statusCode()).as(captured.body()).isEqualTo(200);
        assertThat(json(captured).at("/balances/points/available").asLong()).isEqualTo(80);

        HttpResponse<String> tooMuch = server.post(
                "/v1/members/" + member + "/redeem",
                key,
                "{\"unit\":\"points\",\"amount\":81}",
                Map.of("Idempotency-Key", "r1"));
        assertThat(tooMuch.statusCode()).as(tooMuch.body()).isEqualTo(422);
        assertThat(json(tooMuch).get("missing").asLong()).isEqualTo(1);

        HttpResponse<String> redeemed = server.post(
                "/v1/members/" + member + "/redeem",
                key,
                "{\"unit\":\"points\",\"amount\":80}",
                Map.of("Idempotency-Key", "r2", "Walaa-Ack", "ledger"));
        assertThat(redeemed.statusCode()).as(redeemed.body()).isEqualTo(201);
        assertThat(json(redeemed).get("ack").asText()).isEqualTo("ledger");
    }

    @Test
    void replayed_key_answers_what_was_answered() throws Exception {
        String member = member();
        String body = "{\"unit\":\"points\",\"amount\":10}";
        HttpResponse<String> first =
                server.post("/v1/members/" + member + "/earn", key, body, Map.of("Idempotency-Key", "same"));
        HttpResponse<String> again =
                server.post("/v1/members/" + member + "/earn", key, body, Map.of("Idempotency-Key", "same"));
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(json(again).get("entry")).isEqualTo(json(first).get("entry"));
        HttpResponse<String> other = server.post(
                "/v1/members/" + member + "/earn",
                key,
                "{\"unit\":\"points\",\"amount\":11}",
                Map.of("Idempotency-Key", "same"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).get("code").asText()).isEqualTo("idempotency-key-reused");
    }
}
