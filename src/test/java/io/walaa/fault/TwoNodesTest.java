package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.Deployment;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes on one Redis and one Postgres. */
class TwoNodesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUDGET = """
            name: shop
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            units: {points: {title: {en: points}}}
            rules:
              - {id: visit, kind: event, event: visit, unit: points, points: 7, budget: 2000}
            """;
    private static Instant now;
    private static Deployment deployment;
    private static RunningServer one;
    private static RunningServer two;
    private static String key;

    @BeforeAll
    static void start() {
        deployment = Deployment.start();
        now = Instant.now();
        one = deployment.server();
        two = deployment.secondServer();
        String programme = one.programme();
        key = one.key(programme, "read", "earn", "redeem", "members");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        two.post("/v1/members?dryRun=true", key, "{}", Map.of()).statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void one_member_on_both_nodes_loses_nothing_and_repeats_nothing() throws Exception {
        String member = member();
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Future<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RunningServer node = i % 2 == 0 ? one : two;
            String name = "k" + i % 100;
            calls.add(clients.submit(() -> earn(node, member, 1, name, "disk")));
        }
        int entries = 0;
        for (Future<HttpResponse<String>> call : calls) {
            int status = call.get().statusCode();
            assertThat(status).as(call.get().body()).isIn(201, 409);
            entries += status == 201 ? 1 : 0;
        }
        clients.shutdown();
        for (int i = 0; i < 100; i++) {
            String name = "k" + i;
            await().until(() -> earn(two, member, 1, name, "disk").statusCode() == 201);
        }
        assertThat(entries).isPositive();
        assertThat(available(one, member)).isEqualTo(100);
        assertThat(available(two, member)).isEqualTo(100);
    }

    @Test
    void ledger_is_answered_by_whichever_node_flushes() throws Exception {
        for (int i = 0; i < 20; i++) {
            String member = member();
            HttpResponse<String> earned = earn(i % 2 == 0 ? one : two, member, 5, "l", "ledger");
            assertThat(earned.statusCode()).as(earned.body()).isEqualTo(201);
            assertThat(JSON.readTree(earned.body()).get("ack").asText()).isEqualTo("ledger");
        }
    }

    @Test
    void a_rules_budget_is_given_to_the_last_point_and_never_overspent_by_64_clients_on_both_nodes() throws Exception {
        String shop = one.key(one.programme(BUDGET), "read", "earn", "members");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> two.post("/v1/members?dryRun=true", shop, "{}", Map.of())
                                .statusCode()
                        == 200);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            members.add(member(shop));
        }
        ExecutorService clients = Executors.newFixedThreadPool(64);
        List<Future<Long>> visits = new ArrayList<>();
        for (int i = 0; i < 640; i++) {
            RunningServer node = i % 3 == 0 ? one : two;
            String id = "v" + i % 600; // some are sent twice
            String member = members.get(i % 600 % members.size());
            visits.add(clients.submit(() -> visit(node, shop, member, id)));
        }
        for (Future<Long> visit : visits) {
            assertThat(visit.get()).isBetween(0L, 7L);
        }
        clients.shutdown();
        assertThat(given(members, shop)).isLessThanOrEqualTo(2_000);
        for (RunningServer node : List.of(one, two)) {
            for (int i = 0; visit(node, shop, members.get(0), node.url() + i) > 0; i++) {
                assertThat(i).isLessThan(300);
            }
        }
        assertThat(given(members, shop)).isEqualTo(2_000);
        JsonNode budget =
                JSON.readTree(two.get("/v1/programme/budgets", shop).body()).at("/budgets/0");
        assertThat(budget.get("left").asLong()).isZero();
    }

    private static long given(List<String> members, String shop) throws Exception {
        long sum = 0;
        for (String member : members) {
            sum += JSON.readTree(
                            two.get("/v1/members/" + member + "/state", shop).body())
                    .at("/balances/points/available")
                    .asLong();
        }
        return sum;
    }

    private static long visit(RunningServer node, String shop, String member, String id) throws Exception {
        String body = "{\"source\":\"door\",\"type\":\"visit\",\"id\":\"" + id + "\",\"member\":\"" + member
                + "\",\"occurredAt\":\"" + now + "\"}";
        HttpResponse<String> answer = node.post("/v1/events", shop, body, Map.of());
        while (answer.statusCode() == 409) { // the other node was faster for too long
            answer = node.post("/v1/events", shop, body, Map.of());
        }
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return JSON.readTree(answer.body()).at("/effects/0/amount").asLong();
    }

    private static String member() throws Exception {
        return member(key);
    }

    private static String member(String shop) throws Exception {
        HttpResponse<String> created =
                one.post("/v1/members", shop, "{}", Map.of("Idempotency-Key", "m" + System.nanoTime()));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return JSON.readTree(created.body()).get("id").asText();
    }

    private static HttpResponse<String> earn(
            RunningServer node, String member, long amount, String idempotency, String ack) {
        return node.post(
                "/v1/members/" + member + "/earn",
                key,
                "{\"unit\":\"points\",\"amount\":" + amount + "}",
                Map.of("Idempotency-Key", idempotency, "Walaa-Ack", ack));
    }

    private static long available(RunningServer node, String member) throws Exception {
        return JSON.readTree(node.get("/v1/members/" + member + "/state", key).body())
                .at("/balances/points/available")
                .asLong();
    }
}
