package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Points moved between members of any partitions. */
class TransferTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RING = 50;
    private static RunningServer server;
    private static String programme;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "earn", "redeem", "members");
    }

    @Test
    void transfer_moves_points_and_answers_the_sender() throws Exception {
        String from = member();
        String to = member();
        give(from, 100);

        HttpResponse<String> sent = send(from, to, 30, "t1");

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
        assertThat(JSON.readTree(sent.body()).at("/balances/points/available").asLong())
                .isEqualTo(70);
        assertThat(available(from)).isEqualTo(70);
        assertThat(available(to)).isEqualTo(30);
        HttpResponse<String> again = send(from, to, 30, "t1");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(available(to)).isEqualTo(30);
    }

    @Test
    void transfer_to_nobody_or_oneself_or_beyond_the_balance_changes_nothing() throws Exception {
        String from = member();
        give(from, 10);
        assertThat(code(send(from, "mem_0000000000000001", 5, "a"))).isEqualTo("receiver-not-found");
        assertThat(code(send(from, from, 5, "b"))).isEqualTo("transfer-to-self");
        assertThat(code(send(from, member(), 11, "c"))).isEqualTo("insufficient-points");
        assertThat(available(from)).isEqualTo(10);
    }

    @Test
    void concurrent_transfers_in_a_ring_keep_the_sum() throws Exception {
        List<String> ring = new ArrayList<>();
        for (int i = 0; i < RING; i++) {
            ring.add(member());
            give(ring.get(i), 20);
        }
        Random random = new Random(7);
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Future<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int at = random.nextInt(RING);
            long amount = 1L + random.nextInt(25);
            String name = "ring-" + i;
            calls.add(clients.submit(() -> send(ring.get(at), ring.get((at + 1) % RING), amount, name)));
        }
        for (Future<HttpResponse<String>> call : calls) {
            assertThat(call.get().statusCode()).as(call.get().body()).isIn(201, 422);
        }
        clients.shutdown();
        long sum = 0;
        for (String member : ring) {
            long left = available(member);
            assertThat(left).isNotNegative();
            sum += left;
        }
        assertThat(sum).isEqualTo(RING * 20L);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(server.postgres()
                                .query("SELECT coalesce(sum(amount), 0)::bigint FROM account_total WHERE programme = '"
                                        + programme + "' AND account = 'in-transit'")
                                .execute()
                                .await()
                                .iterator()
                                .next()
                                .getLong(0))
                        .isZero());
    }

    private static String code(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        return JSON.readTree(response.body()).get("code").asText();
    }

    private static HttpResponse<String> send(String from, String to, long amount, String idempotency) {
        return server.post(
                "/v1/members/" + from + "/transfer",
                key,
                "{\"to\":\"" + to + "\",\"unit\":\"points\",\"amount\":" + amount + "}",
                Map.of("Idempotency-Key", idempotency));
    }

    private static String member() throws Exception {
        HttpResponse<String> created =
                server.post("/v1/members", key, "{}", Map.of("Idempotency-Key", "m" + System.nanoTime()));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return JSON.readTree(created.body()).get("id").asText();
    }

    private static void give(String member, long amount) {
        HttpResponse<String> given = server.post(
                "/v1/members/" + member + "/earn",
                key,
                "{\"unit\":\"points\",\"amount\":" + amount + "}",
                Map.of("Idempotency-Key", "give"));
        assertThat(given.statusCode()).as(given.body()).isEqualTo(201);
    }

    private static long available(String member) throws Exception {
        JsonNode state = JSON.readTree(
                server.get("/v1/members/" + member + "/state", key).body());
        return state.at("/balances/points/available").asLong();
    }
}
