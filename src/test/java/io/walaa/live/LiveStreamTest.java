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

/** What a member's screen shows over server-sent events. */
class LiveStreamTest {
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
        key = server.key(programme, "read", "earn", "members");
    }

    @BeforeEach
    void member() throws Exception {
        member = post("/v1/members", key, "{}").get("id").asText();
        token = server.token(programme, member, Instant.now().plusSeconds(3_600));
    }

    private static JsonNode post(String path, String proof, String body) throws Exception {
        HttpResponse<String> answer =
                server.post(path, proof, body, Map.of("Idempotency-Key", "stream-" + NUMBER.incrementAndGet()));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body());
    }

    private void earn(long amount) throws Exception {
        post("/v1/members/" + member + "/earn", key, "{\"unit\":\"points\",\"amount\":" + amount + "}");
    }

    @Test
    void a_ticket_opens_one_socket() throws Exception {
        String hello = "{\"t\":\"hello\",\"ticket\":\"" + ticket(token) + "\"}";
        try (Screen screen = Screen.open(server.url()).say(hello)) {
            screen.next("ready");
            earn(4);
            assertThat(screen.event("balance.changed").at("/e/data/available").asLong())
                    .isEqualTo(4);
        }
        assertThat(Screen.open(server.url()).say(hello).code()).isEqualTo(4500);
    }

    @Test
    void a_stream_ends_with_its_token() throws Exception {
        String brief = server.token(programme, member, Instant.now().plusSeconds(8));
        try (EventStream stream = EventStream.open(server.url() + "/v1/stream", "Authorization", "Bearer " + brief)) {
            stream.next("ready");
            stream.next("end");
        }
    }

    @Test
    void a_member_token_may_come_in_a_cookie_as_browsers_send_it() throws Exception {
        try (EventStream stream =
                EventStream.open(server.url() + "/v1/stream", "Cookie", "other=1; walaa_token=" + token)) {
            stream.next("ready");
            earn(2);
            assertThat(stream.next("pub").json().at("/e/data/available").asLong())
                    .isEqualTo(2);
        }
    }

    private static String ticket(String proof) throws Exception {
        return post("/v1/live/tickets", proof, "{}").get("ticket").asText();
    }

    @Test
    void a_ticket_opens_one_stream_that_shows_the_balance_and_resumes_by_its_cursor() throws Exception {
        String ticket = ticket(token);
        String cursor;
        try (EventStream stream = EventStream.open(server.url() + "/v1/stream?ticket=" + ticket)) {
            assertThat(stream.next("ready").json().at("/subs/member/recovered").asBoolean())
                    .isFalse();
            earn(5);
            EventStream.Message pub = stream.next("pub");
            assertThat(pub.json().at("/e/data/available").asLong()).isEqualTo(5);
            cursor = pub.id();
        }
        HttpResponse<String> again = server.get("/v1/stream?ticket=" + ticket, null);
        assertThat(again.statusCode()).isEqualTo(401);
        earn(6);
        earn(7);
        try (EventStream stream = EventStream.open(
                server.url() + "/v1/stream", "Authorization", "Bearer " + token, "Last-Event-ID", cursor)) {
            JsonNode back = stream.next("ready").json().at("/subs/member");
            assertThat(back.get("recovered").asBoolean()).isTrue();
            assertThat(back.get("pubs").findValuesAsText("available")).containsExactly("11", "18");
        }
    }
}
