package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.Deployment;
import io.walaa.fixture.NodeProcess;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.StoreProxy;
import io.walaa.live.EventStream;
import io.walaa.live.Screen;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Screens on two nodes: one node's purchases show on the other, and faults never leave a screen with a part. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveNodesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Deployment deployment;
    private static StoreProxy way;
    private static RunningServer one;
    private static RunningServer two;
    private static String programme;
    private static String key;

    @BeforeAll
    static void start() {
        deployment = Deployment.start("WALAA_LIVE_DRAIN_SECONDS", "2");
        one = deployment.server();
        way = StoreProxy.before(deployment.redis().url());
        way.mark(request -> request.contains("SSUBSCRIBE") && request.contains("}:live\r\n"));
        two = deployment.secondServer("WALAA_REDIS_URL", way.url(), "WALAA_LIVE_PROBE_SECONDS", "1");
        programme = one.programme();
        key = one.key(programme, "read", "earn", "members");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        two.post("/v1/members?dryRun=true", key, "{}", Map.of()).statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        deployment.close();
        way.close();
    }

    private static String member() throws Exception {
        HttpResponse<String> created =
                one.post("/v1/members", key, "{}", Map.of("Idempotency-Key", "m" + NUMBER.incrementAndGet()));
        return JSON.readTree(created.body()).get("id").asText();
    }

    private static String token(String member) {
        return one.token(programme, member, Instant.now().plusSeconds(3_600));
    }

    private static int earn(RunningServer node, String member, long amount) {
        return node.post(
                        "/v1/members/" + member + "/earn",
                        key,
                        "{\"unit\":\"points\",\"amount\":" + amount + "}",
                        Map.of("Idempotency-Key", "e" + NUMBER.incrementAndGet()))
                .statusCode();
    }

    private static String at(JsonNode position) {
        return "{\"member\":{\"epoch\":\"" + position.get("epoch").asText() + "\",\"offset\":"
                + position.get("offset").asLong() + "}}";
    }

    @Test
    @Order(1)
    void what_one_node_commits_shows_on_the_other_and_resumes_there() throws Exception {
        String member = member();
        JsonNode position;
        try (Screen screen = Screen.hello(two.url(), token(member), "{}")) {
            position = screen.next("ready").at("/subs/member");
            assertThat(earn(one, member, 7)).isEqualTo(201);
            assertThat(screen.event("balance.changed").at("/e/data/available").asLong())
                    .isEqualTo(7);
        }
        assertThat(earn(two, member, 1)).isEqualTo(201);
        try (Screen screen = Screen.hello(one.url(), token(member), at(position))) {
            JsonNode back = screen.next("ready").at("/subs/member");
            assertThat(back.get("recovered").asBoolean()).isTrue();
            assertThat(back.get("pubs").findValuesAsText("available")).containsExactly("7", "8");
        }
    }

    @Test
    @Order(2)
    void a_screen_that_missed_more_than_is_kept_is_sent_to_the_snapshot() throws Exception {
        String member = member();
        JsonNode position;
        try (Screen screen = Screen.hello(one.url(), token(member), "{}")) {
            position = screen.next("ready").at("/subs/member");
        }
        for (int i = 0; i < 70; i++) {
            assertThat(earn(one, member, 1)).isEqualTo(201);
        }
        try (Screen screen = Screen.hello(two.url(), token(member), at(position))) {
            JsonNode back = screen.next("ready").at("/subs/member");
            assertThat(back.get("recovered").asBoolean()).isFalse();
            assertThat(back.has("pubs")).isFalse();
            JsonNode state =
                    JSON.readTree(two.get("/v1/me/state", token(member)).body());
            assertThat(state.get("live"))
                    .isEqualTo(JSON.valueToTree(Map.of(
                            "epoch",
                            back.get("epoch").asText(),
                            "offset",
                            back.get("offset").asInt())));
            assertThat(state.at("/balances/points/available").asLong()).isEqualTo(70);
        }
    }

    @Test
    @Order(3)
    void after_a_restart_of_redis_every_screen_is_reset_and_goes_on() throws Exception {
        String member = member();
        try (Screen here = Screen.hello(one.url(), token(member), "{}");
                Screen there = Screen.hello(two.url(), token(member), "{}")) {
            JsonNode before = here.next("ready").at("/subs/member");
            there.next("ready");
            deployment.killRedis();
            deployment.startRedis();
            JsonNode reset = here.next("reset");
            assertThat(reset.get("reason").asText()).isEqualTo("epoch");
            assertThat(reset.get("epoch").asText())
                    .isNotEqualTo(before.get("epoch").asText());
            assertThat(there.next("reset").get("snapshot").asText()).isEqualTo("/v1/me/state");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> earn(one, member, 5) == 201);
            assertThat(here.event("balance.changed").at("/e/data/delta").asLong())
                    .isEqualTo(5);
            assertThat(there.event("balance.changed").at("/e/data/delta").asLong())
                    .isEqualTo(5);
            try (Screen late = Screen.hello(two.url(), token(member), at(before))) {
                assertThat(late.next("ready").at("/subs/member/recovered").asBoolean())
                        .isFalse();
            }
        }
    }

    @Test
    @Order(4)
    void a_subscription_that_has_gone_deaf_is_found_and_made_again() throws Exception {
        String member = member();
        try (Screen screen = Screen.hello(two.url(), token(member), "{}")) {
            screen.next("ready");
            assertThat(earn(one, member, 7)).isEqualTo(201);
            screen.event("balance.changed");

            // a busy machine may have it made again just now
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> way.deafenMarked() == 1);
            assertThat(earn(one, member, 5)).isEqualTo(201);
            assertThat(screen.event("balance.changed").at("/e/data/available").asLong())
                    .isEqualTo(12);
            assertThat(earn(one, member, 1)).isEqualTo(201);
            assertThat(screen.event("balance.changed").at("/e/data/available").asLong())
                    .isEqualTo(13);

            screen.say("{\"t\":\"ping\"}").next("pong");
            assertThat(screen.all())
                    .filteredOn(message -> message.at("/e/type").asText().equals("balance.changed"))
                    .as("each once")
                    .hasSize(3);
        }
    }

    @Test
    @Order(5)
    void a_node_that_stops_sends_its_screens_away_one_after_another() throws Exception {
        List<Screen> screens = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Screen screen = Screen.hello(two.url(), token(member()), "{}");
            screen.next("ready");
            screens.add(screen);
        }
        EventStream stream = EventStream.open(two.url() + "/v1/stream", "Authorization", "Bearer " + token(member()));
        stream.next("ready");
        deployment.stopSecondServer();
        List<Long> delays = new ArrayList<>();
        for (Screen screen : screens) {
            delays.add(screen.next("drain").get("after").asLong());
            assertThat(screen.code()).isEqualTo(4201);
        }
        assertThat(delays).allMatch(delay -> delay > 0 && delay <= 2_000);
        assertThat(delays.stream().distinct().count()).isGreaterThan(1);
        EventStream.Message retry = stream.next("");
        assertThat(Integer.parseInt(retry.retry())).isBetween(0, 3_000);
        assertThat(stream.next("drain").json().get("after").asLong()).isBetween(1L, 2_000L);
        stream.next("end");
    }

    @Test
    @Order(6)
    void a_node_that_stops_says_that_it_is_not_ready_while_screens_leave() throws Exception {
        try (NodeProcess node = deployment.node("WALAA_LIVE_DRAIN_SECONDS", "5")) {
            List<Screen> screens = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Screen screen = Screen.hello(node.url(), token(member()), "{}");
                screen.next("ready");
                screens.add(screen);
            }
            node.terminate();
            screens.get(0).next("drain");
            Awaitility.await().untilAsserted(() -> {
                HttpResponse<String> health = node.health();
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(JSON.readTree(health.body()).at("/reasons/api").asText())
                        .isEqualTo("closing");
            });
            for (Screen screen : screens) {
                assertThat(screen.code()).isEqualTo(4201);
            }
        }
    }
}
