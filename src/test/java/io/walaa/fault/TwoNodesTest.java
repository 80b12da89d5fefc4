package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.Deployment;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Duration;
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
    private static Deployment deployment;
    private static RunningServer one;
    private static RunningServer two;
    private static String key;

    @BeforeAll
    static void start() {
        deployment = Deployment.start();
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

    private static String member() throws Exception {
        HttpResponse<String> created =
                one.post("/v1/members", key, "{}", Map.of("Idempotency-Key", "m" + System.nanoTime()));
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
