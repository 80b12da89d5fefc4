package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Shared channels: notices in each member's language, resume, and a reader that stops reading. */
class SharedChannelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final RunningServer server = RunningServer.shared();
    private final String programme = server.programme();
    private final String key = server.key(programme, "read", "earn", "members", "programme");

    private HttpResponse<String> post(String path, String body, String name) {
        return server.post(path, key, body, Map.of("Idempotency-Key", name));
    }

    private String token(String member) throws Exception {
        HttpResponse<String> created = post("/v1/members", member, "shared-" + NUMBER.incrementAndGet());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return server.token(
                programme,
                JSON.readTree(created.body()).get("id").asText(),
                Instant.now().plusSeconds(3_600));
    }

    private static String notice(String channel, String title) {
        return "{\"channel\":\"" + channel + "\",\"title\":{\"ar\":\"خبر " + title + "\",\"en\":\"News " + title
                + "\"}}";
    }

    @Test
    void a_notice_comes_to_every_screen_in_its_own_language_once_per_key() throws Exception {
        try (Screen english = Screen.hello(server.url(), token("{\"locale\":\"en\"}"), "{\"public:news\":{}}");
                Screen arabic = Screen.hello(server.url(), token("{\"locale\":\"ar\"}"), "{\"public:news\":{}}");
                Screen other = Screen.hello(server.url(), token("{}"), "{\"public:other\":{}}")) {
            english.next("ready");
            arabic.next("ready");
            other.next("ready");
            HttpResponse<String> first = post("/v1/live/notices", notice("public:news", "1"), "n1");
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            HttpResponse<String> again = post("/v1/live/notices", notice("public:news", "1"), "n1");
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(post("/v1/live/notices", notice("public:news", "x"), "n1")
                            .statusCode())
                    .isEqualTo(422);
            post("/v1/live/notices", notice("public:news", "2"), "n2");
            assertThat(english.event("notice").at("/e/data/title").asText()).isEqualTo("News 1");
            assertThat(english.event("notice").at("/e/data/title").asText()).isEqualTo("News 2");
            JsonNode pub = arabic.event("notice");
            assertThat(pub.at("/e/data/title").asText()).isEqualTo("خبر 1");
            assertThat(pub.at("/e/id").asText())
                    .isEqualTo(JSON.readTree(first.body()).get("event").asText());
            assertThat(other.unread()).isEmpty();
        }
    }

    @Test
    void what_was_missed_in_a_shared_channel_comes_in_order() throws Exception {
        String token = token("{\"locale\":\"en\"}");
        post("/v1/live/notices", notice("public:missed", "0"), "m0");
        JsonNode at;
        try (Screen screen = Screen.hello(server.url(), token, "{\"public:missed\":{}}")) {
            at = screen.next("ready").at("/subs/public:missed");
            assertThat(at.get("recovered").asBoolean()).isFalse();
        }
        post("/v1/live/notices", notice("public:missed", "1"), "m1");
        post("/v1/live/notices", notice("public:missed", "2"), "m2");
        try (Screen screen = Screen.hello(server.url(), token, "{}")) {
            screen.next("ready");
            screen.say("{\"id\":2,\"t\":\"sub\",\"ch\":\"public:missed\",\"from\":{\"epoch\":\""
                    + at.get("epoch").asText() + "\",\"offset\":"
                    + at.get("offset").asLong() + "}}");
            JsonNode back = screen.next("sub");
            assertThat(back.get("recovered").asBoolean()).isTrue();
            assertThat(back.get("pubs").findValuesAsText("title")).containsExactly("News 1", "News 2");
            screen.say("{\"id\":3,\"t\":\"unsub\",\"ch\":\"public:missed\"}").next("unsub");
            post("/v1/live/notices", notice("public:missed", "3"), "m3");
            screen.say("{\"t\":\"ping\"}").next("pong");
            assertThat(screen.unread()).isEmpty();
        }
    }

    @Test
    void a_reader_that_stops_reading_is_sent_away_and_nobody_else_waits_for_it() throws Exception {
        String text = "x".repeat(1_000);
        try (StalledSocket slow = StalledSocket.open(server.url());
                Screen quick = Screen.hello(server.url(), token("{\"locale\":\"en\"}"), "{\"public:flood\":{}}")) {
            slow.say("{\"t\":\"hello\",\"token\":\"" + token("{}") + "\",\"subs\":{\"public:flood\":{}}}");
            assertThat(slow.frame()).contains("\"ready\"");
            quick.next("ready");
            int sent = 0;
            for (; sent < 900; sent++) {
                String body = "{\"channel\":\"public:flood\",\"title\":{\"ar\":\"a\",\"en\":\"a\"},\"text\":{\"ar\":\""
                        + text + "\",\"en\":\"" + text + "\"}}";
                assertThat(post("/v1/live/notices", body, "f" + sent).statusCode())
                        .isEqualTo(201);
                assertThat(quick.event("notice").get("offset").asInt()).isEqualTo(sent + 1);
            }
            // What the kernel and the queue had is still there; after it the connection ends.
            assertThat(slow.framesUntilTheEnd()).isLessThan(sent);
        }
    }
}
