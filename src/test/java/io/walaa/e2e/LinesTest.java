package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that carry a line for each thing: batches and imports. */
class LinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static RunningServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        key = server.key(server.programme(), "read", "earn", "members", "operate");
    }

    private static HttpResponse<String> post(String path, String body, String idempotencyKey) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/x-ndjson"));
        if (idempotencyKey != null) {
            headers.put("Idempotency-Key", idempotencyKey);
        }
        return server.post(path, key, body, headers);
    }

    private static JsonNode finished(HttpResponse<String> started) throws Exception {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String job = started.headers().firstValue("Location").orElseThrow();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !JSON.readTree(server.get(job, key).body())
                        .get("endedAt")
                        .isNull());
        return JSON.readTree(server.get(job, key).body());
    }

    @Test
    void a_batch_has_lines_but_not_too_many() throws Exception {
        HttpResponse<String> tooMany = post("/v1/events/batch", "{}\n".repeat(1_001), null);
        assertThat(tooMany.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(tooMany.body()).get("code").asText()).isEqualTo("too-many-lines");
        assertThat(post("/v1/events/batch", "\n \n", null).statusCode()).isEqualTo(400);
        assertThat(server.post("/v1/events/batch", key, "{}", Map.of()).statusCode())
                .isEqualTo(415);
        HttpResponse<String> bad = post("/v1/events/batch", "{}\nnonsense\n", null);
        assertThat(bad.statusCode()).isEqualTo(200);
        assertThat(bad.body().lines().map(line -> line.contains("\"status\":400")))
                .containsExactly(true, true);
    }

    @Test
    void an_import_is_checked_first_and_then_applied_once() throws Exception {
        String lines = """
                {"externalIds":[{"type":"card","value":"9001"}],"locale":"ar-KW","balances":[{"unit":"points","amount":120}]}
                {"externalIds":[{"type":"card","value":"9002"}]}
                """;
        JsonNode checked = finished(post("/v1/members/import?dryRun=true", lines, null));
        assertThat(checked.get("state").asText()).as(checked.toString()).isEqualTo("done");
        assertThat(members("card:9001")).isEmpty();

        JsonNode refused = finished(post("/v1/members/import", lines + "{\"locale\":7}\n", "import-bad"));
        assertThat(refused.get("state").asText()).isEqualTo("failed");
        assertThat(members("card:9001")).isEmpty();

        HttpResponse<String> started = post("/v1/members/import", lines, "import-1");
        JsonNode done = finished(started);
        assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("done");
        String member = members("card:9001").get(0).get("id").asText();
        JsonNode state = JSON.readTree(
                server.get("/v1/members/" + member + "/state", key).body());
        assertThat(state.at("/balances/points/available").asInt()).isEqualTo(120);
        assertThat(members("card:9002")).hasSize(1);

        HttpResponse<String> again = post("/v1/members/import", lines, "import-1");
        assertThat(JSON.readTree(again.body()).get("id")).isEqualTo(done.get("id"));
    }

    private static JsonNode members(String externalId) throws Exception {
        return JSON.readTree(
                        server.get("/v1/members?externalId=" + externalId, key).body())
                .get("members");
    }

    @Test
    void members_are_listed_in_pages_newest_first() throws Exception {
        String own = server.key(server.programme(), "read", "members");
        for (int i = 0; i < 5; i++) {
            server.post("/v1/members", own, "{}", Map.of("Idempotency-Key", "list-" + i));
        }
        HttpResponse<String> first = server.get("/v1/members?limit=3", own);
        JsonNode page = JSON.readTree(first.body());
        assertThat(page.get("members")).hasSize(3);
        assertThat(first.headers().firstValue("Link").orElseThrow()).endsWith("; rel=\"next\"");
        JsonNode rest = JSON.readTree(
                server.get("/v1/members?limit=3&cursor=" + page.get("next").asText(), own)
                        .body());
        assertThat(rest.get("members")).hasSize(2);
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(page.at("/members/2/id").asText())
                .isGreaterThan(rest.at("/members/0/id").asText());
        assertThat(server.get("/v1/members?cursor=%21", own).statusCode()).isEqualTo(400);
        assertThat(server.get("/v1/members?limit=201", own).statusCode()).isEqualTo(400);
    }
}
