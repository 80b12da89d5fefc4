package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.walaa.fixture.Deployment;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Redis and Postgres killed, emptied and started again under a running server. */
class StoreFaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SAME = "walaa_validated_partitions_total{outcome=\"same\"}";
    private static final String OLDER = "walaa_validated_partitions_total{outcome=\"older\"}";
    private static Deployment deployment;
    private static String key;

    @BeforeAll
    static void start() {
        deployment = Deployment.start("WALAA_BACKLOG_ENTRIES", "200");
        key = deployment.server().key(deployment.server().programme(), "read", "earn", "redeem", "members", "operate");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void redis_restarted_keeps_what_was_acknowledged_and_goes_on() throws Exception {
        String member = member();
        earn(member, 100, "first", "disk");
        double before = deployment.metric(SAME);

        deployment.killRedis();
        HttpResponse<String> down = tryEarn(member, 1, "while-down", "disk");
        assertThat(down.statusCode()).as(down.body()).isEqualTo(503);
        assertThat(down.headers().firstValue("Retry-After")).isPresent();
        assertThat(deployment.metric("walaa_redis_ready")).isZero();
        deployment.startRedis();

        await().atMost(SOON).until(() -> tryEarn(member, 10, "after", "disk").statusCode() == 201);
        assertThat(deployment.metric(SAME)).isGreaterThan(before);
        assertThat(available(member)).isEqualTo(110);
        HttpResponse<String> again = tryEarn(member, 100, "first", "disk");
        assertThat(again.headers().firstValue("Idempotency-Replayed"))
                .as(again.body())
                .hasValue("true");
        assertThat(available(member)).isEqualTo(110);
    }

    @Test
    void redis_down_still_shows_balances_marked_as_stale() throws Exception {
        String member = member();
        earn(member, 70, "stale", "ledger");

        deployment.killRedis();
        try {
            JsonNode state = JSON.readTree(deployment
                    .server()
                    .get("/v1/members/" + member + "/state", key)
                    .body());
            assertThat(state.at("/balances/points/available").asLong())
                    .as(state.toString())
                    .isEqualTo(70);
            assertThat(state.get("stale").asBoolean()).isTrue();
        } finally {
            deployment.startRedis();
        }
        await().atMost(SOON).until(() -> tryEarn(member, 1, "fresh", "disk").statusCode() == 201);
    }

    @Test
    void emptied_redis_is_rebuilt_from_the_ledger() throws Exception {
        String member = member();
        earn(member, 40, "kept", "ledger");
        double before = deployment.metric(OLDER);

        empty();
        // whoever asks first meets the new generation, and is not troubled with it
        assertThat(available(member)).isEqualTo(40);

        await().atMost(SOON)
                .until(() -> tryEarn(member, 2, "after-loss", "disk").statusCode() == 201);
        assertThat(deployment.metric(OLDER)).isGreaterThan(before);
        HttpResponse<String> again = tryEarn(member, 40, "kept", "disk");
        assertThat(again.headers().firstValue("Idempotency-Replayed"))
                .as(again.body())
                .hasValue("true");
        assertThat(available(member)).isEqualTo(42);
    }

    private static void empty() {
        Vertx vertx = Vertx.vertx();
        Redis redis = Redis.createClient(vertx, deployment.server().redisUrl());
        redis.send(Request.cmd(Command.FLUSHALL)).await();
        redis.close();
        vertx.close();
    }

    @Test
    void postgres_down_lets_commits_go_on_up_to_the_cap_and_then_catches_up() throws Exception {
        String member = member();
        earn(member, 5, "warm", "ledger");

        deployment.killPostgres();
        int committed = 0;
        HttpResponse<String> last = null;
        for (int i = 0; i < 250; i++) {
            last = tryEarn(member, 1, "offline-" + i, "disk");
            if (last.statusCode() != 201) {
                break;
            }
            committed++;
        }
        assertThat(committed).isBetween(190, 200);
        assertThat(last.statusCode()).as(last.body()).isEqualTo(503);
        assertThat(JSON.readTree(last.body()).get("code").asText()).isEqualTo("ledger-behind");
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        int waiting = committed;
        await().atMost(SOON).until(() -> deployment.metric("walaa_flush_backlog_entries") >= waiting);
        assertThat(deployment.metric("walaa_flush_lag_seconds")).isPositive();
        deployment.startPostgres();

        await().atMost(SOON)
                .until(() -> tryEarn(member, 1, "caught-up", "ledger").statusCode() == 201);
        assertThat(available(member)).isEqualTo(5 + committed + 1);
        await().atMost(SOON).until(() -> flushedEntries(member) == committed(member));
    }

    private static long committed(String member) throws Exception {
        return JSON.readTree(deployment
                        .server()
                        .get("/v1/members/" + member + "/state", key)
                        .body())
                .get("seq")
                .asLong();
    }

    private static long flushedEntries(String member) {
        return deployment
                .server()
                .postgres()
                .query("SELECT count(*) FROM entry WHERE member = '" + member + "'")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static String member() throws Exception {
        HttpResponse<String> created = deployment
                .server()
                .post("/v1/members", key, "{\"locale\":\"ar-KW\"}", Map.of("Idempotency-Key", "m" + System.nanoTime()));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return JSON.readTree(created.body()).get("id").asText();
    }

    private static void earn(String member, long amount, String idempotency, String ack) {
        HttpResponse<String> earned = tryEarn(member, amount, idempotency, ack);
        assertThat(earned.statusCode()).as(earned.body()).isEqualTo(201);
    }

    private static HttpResponse<String> tryEarn(String member, long amount, String idempotency, String ack) {
        return deployment
                .server()
                .post(
                        "/v1/members/" + member + "/earn",
                        key,
                        "{\"unit\":\"points\",\"amount\":" + amount + "}",
                        Map.of("Idempotency-Key", idempotency, "Walaa-Ack", ack));
    }

    private static long available(String member) throws Exception {
        return JSON.readTree(deployment
                        .server()
                        .get("/v1/members/" + member + "/state", key)
                        .body())
                .at("/balances/points/available")
                .asLong();
    }
}
