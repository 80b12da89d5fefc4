package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.sqlclient.Tuple;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members and their balances by file, over HTTP. */
class MemberImportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDED = Set.of("done", "failed", "cancelled");
    private static RunningServer server;
    private static int writes;
    private String programme;
    private String key;

    @BeforeEach
    void start() {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "members", "operate");
    }

    @Test
    void dry_run_reports_every_bad_line_and_changes_nothing() throws Exception {
        String body = """
                {"externalIds":[{"type":"card","value":"1"}],"balances":[{"unit":"points","amount":10}]}
                {"externalIds":[{"type":"card","value":"2"}],"locale":"klingon!","balances":[{"unit":"pts","amount":0}]}

                {"externalIds":[{"type":"card","value":"1"}]}
                {"name":"nobody knows her"}
                {"externalIds":
                """;

        JsonNode job = ended(send("?dryRun=true", body, "dry"));

        assertThat(job.get("state").asText()).isEqualTo("done");
        JsonNode result = job.get("result");
        assertThat(result.get("members").asLong()).isEqualTo(5);
        assertThat(pointers(result, 1)).isEmpty();
        assertThat(pointers(result, 6)).containsExactly("");
        assertThat(pointers(result, 2)).contains("/locale", "/balances/0/unit", "/balances/0/amount");
        assertThat(pointers(result, 4)).containsExactly("/externalIds/0");
        assertThat(pointers(result, 5)).containsExactly("/externalIds");
        assertThat(members()).isZero();
    }

    @Test
    void file_with_a_bad_line_changes_nothing() throws Exception {
        JsonNode job = ended(send("", lines(0, 50) + "{\"oops\":1}\n", "bad"));

        assertThat(job.get("state").asText()).isEqualTo("failed");
        assertThat(job.at("/result/code").asText()).isEqualTo("invalid-lines");
        assertThat(job.at("/result/errors/0/line").asInt()).isEqualTo(51);
        assertThat(members()).isZero();
    }

    @Test
    void import_gives_each_member_its_balances() throws Exception {
        JsonNode job = ended(send("", lines(0, 200), "all"));

        assertThat(job.get("state").asText()).as(job.toString()).isEqualTo("done");
        assertThat(job.at("/result/created").asLong()).isEqualTo(200);
        assertThat(job.at("/result/openings").asLong()).isEqualTo(400);
        assertThat(job.get("done").asLong()).isEqualTo(job.get("total").asLong());
        assertBooked(200);
        JsonNode found =
                JSON.readTree(server.get("/v1/members?externalId=card:7", key).body());
        String member = found.at("/members/0/id").asText();
        JsonNode state = JSON.readTree(
                server.get("/v1/members/" + member + "/state", key).body());
        assertThat(state.at("/balances/points/available").asLong()).isEqualTo(107 + 5);
    }

    @Test
    void interrupted_import_is_finished_by_sending_it_again() throws Exception {
        String body = lines(0, 1_500);
        HttpResponse<String> first = send("", body, "first");
        String id = JSON.readTree(first.body()).get("id").asText();
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> members() > 100);
        server.post("/v1/jobs/" + id + "/cancel", key, "{}", Map.of("Idempotency-Key", "cancel-" + writes++));
        assertThat(ended(first).get("state").asText()).isEqualTo("cancelled");
        assertThat(members()).isLessThan(1_500);

        JsonNode again = ended(send("", body, "second"));
        JsonNode third = ended(send("", body, "third"));

        assertThat(again.get("state").asText()).as(again.toString()).isEqualTo("done");
        assertThat(third.at("/result/created").asLong()).isZero();
        assertThat(third.at("/result/openings").asLong()).isZero();
        assertBooked(1_500);
    }

    @Test
    void repeated_call_answers_the_job_that_runs() throws Exception {
        String body = lines(0, 10);
        String key = "same-" + writes++;

        JsonNode first = JSON.readTree(post("", body, key).body());
        JsonNode second = JSON.readTree(post("", body, key).body());

        assertThat(second.get("id")).isEqualTo(first.get("id"));
        assertThat(post("", lines(0, 11), key).statusCode()).isEqualTo(422);
    }

    /** Each member has 100 points and its number, and 5 that expire. */
    private static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> """
                        {"externalIds":[{"type":"card","value":"%d"}],"name":"Member %d","attributes":{"city":"Hawalli"},\
                        "balances":[{"unit":"points","amount":%d},\
                        {"unit":"points","amount":5,"expiresAt":"2999-01-01T00:00:00+03:00"}]}
                        """.formatted(i, i, 100 + i))
                .collect(Collectors.joining());
    }

    private void assertBooked(int members) {
        long due = IntStream.range(0, members).mapToLong(i -> 105L + i).sum();
        assertThat(members()).isEqualTo(members);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(number("select coalesce(sum(amount), 0)::bigint from transfer"
                                + " where programme = $1 and debit = 'opening'"))
                        .isEqualTo(due));
    }

    private long members() {
        return number("select count(*) from member where programme = $1");
    }

    private long number(String sql) {
        return server.postgres()
                .preparedQuery(sql)
                .execute(Tuple.of(programme))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static List<String> pointers(JsonNode result, int line) {
        List<String> pointers = new ArrayList<>();
        result.get("errors").forEach(error -> {
            if (error.get("line").asInt() == line) {
                pointers.add(error.get("pointer").asText());
            }
        });
        return pointers;
    }

    private HttpResponse<String> send(String query, String body, String name) {
        return post(query, body, name + "-" + writes++);
    }

    private HttpResponse<String> post(String query, String body, String idempotency) {
        return server.post(
                "/v1/members/import" + query,
                key,
                body,
                Map.of("Idempotency-Key", idempotency, "Content-Type", "application/x-ndjson"));
    }

    private JsonNode ended(HttpResponse<String> started) throws Exception {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String id = JSON.readTree(started.body()).get("id").asText();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> JSON.readTree(server.get("/v1/jobs/" + id, key).body()),
                        job -> ENDED.contains(job.get("state").asText()));
    }
}
