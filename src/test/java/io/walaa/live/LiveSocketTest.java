package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member's screen shows over a WebSocket, and how it goes on after it was away. */
class LiveSocketTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static RunningServer server;
    private static String programme;
    private static String key;
    private String member;
    private String token;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "earn", "redeem", "members", "operate", "programme");
    }

    @BeforeEach
    void member() throws Exception {
        member = post("/v1/members", "{}").get("id").asText();
        token = server.token(programme, member, Instant.now().plusSeconds(3_600));
    }

    static JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> answer =
                server.post(path, key, body, Map.of("Idempotency-Key", "live-" + NUMBER.incrementAndGet()));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body());
    }

    private JsonNode earn(long amount) throws Exception {
        return post("/v1/members/" + member + "/earn", "{\"unit\":\"points\",\"amount\":" + amount + "}");
    }

    @Test
    void balance_changes_on_the_screen_when_points_are_earned() throws Exception {
        try (Screen screen = Screen.hello(server.url(), token, "{}")) {
            JsonNode ready = screen.next("ready");
            assertThat(ready.get("id").asInt()).isEqualTo(1);
            assertThat(ready.get("ping").asInt()).isEqualTo(25);
            assertThat(ready.at("/subs/member/recovered").asBoolean()).isFalse();
            long offset = ready.at("/subs/member/offset").asLong();
            JsonNode reply = earn(50);
            JsonNode pub = screen.event("balance.changed");
            assertThat(pub.get("ch").asText()).isEqualTo("member");
            assertThat(pub.get("offset").asLong()).isEqualTo(offset + 1);
            JsonNode data = pub.at("/e/data");
            assertThat(data.get("unit").asText()).isEqualTo("points");
            assertThat(data.get("delta").asLong()).isEqualTo(50);
            assertThat(data.get("available").asLong()).isEqualTo(50);
            assertThat(pub.at("/e/id").asText())
                    .isEqualTo(reply.get("entry").asText().replace("txn_", "evt_"));
        }
    }

    @Test
    void what_was_missed_comes_once_and_in_order_and_then_it_goes_on_live() throws Exception {
        JsonNode at;
        try (Screen screen = Screen.hello(server.url(), token, "{}")) {
            at = screen.next("ready").at("/subs/member");
        }
        for (int i = 1; i <= 5; i++) {
            earn(i);
        }
        String from = "{\"member\":{\"epoch\":\"" + at.get("epoch").asText() + "\",\"offset\":"
                + at.get("offset").asLong() + "}}";
        try (Screen screen = Screen.hello(server.url(), token, from)) {
            JsonNode back = screen.next("ready").at("/subs/member");
            assertThat(back.get("recovered").asBoolean()).isTrue();
            assertThat(back.get("pubs").findValuesAsText("delta")).containsExactly("1", "2", "3", "4", "5");
            earn(6);
            assertThat(screen.event("balance.changed").at("/e/data/available").asLong())
                    .isEqualTo(21);
        }
    }
}
