package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to misuse a live connection has its defined answer, and never disturbs another session. */
class LiveBadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static RunningServer server;
    private static String programme;
    private static String key;
    private static Screen silent;
    private String member;
    private String token;
    private String bystander;
    private Screen witness;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "earn", "members", "programme");
        String nobody = post("/v1/members", "{}").get("id").asText();
        silent = Screen.hello(
                server.url(), server.token(programme, nobody, Instant.now().plusSeconds(3_600)), "{}");
    }

    /** A screen that does not answer when it is asked whether it is there, as behind a broken line. */
    @AfterAll
    static void a_half_open_socket_was_asked_and_closed_with_4102() {
        assertThat(silent.next("ping")).isNotNull();
        assertThat(silent.code()).isEqualTo(4102);
    }

    @BeforeEach
    void screens() throws Exception {
        member = post("/v1/members", "{}").get("id").asText();
        token = server.token(programme, member, Instant.now().plusSeconds(3_600));
        bystander = post("/v1/members", "{}").get("id").asText();
        witness = Screen.hello(
                server.url(), server.token(programme, bystander, Instant.now().plusSeconds(3_600)), "{}");
        witness.next("ready");
    }

    /** Whatever somebody else did, this session is still there and gets what is its own, once. */
    @AfterEach
    void the_bystander_saw_nothing_of_it() throws Exception {
        earn(bystander, 3);
        JsonNode pub = witness.event("balance.changed");
        assertThat(pub.at("/e/data/available").asLong()).isEqualTo(3);
        assertThat(witness.all())
                .filteredOn(message -> message.path("t").asText().equals("pub"))
                .hasSize(1);
        witness.close();
    }

    private static JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> answer =
                server.post(path, key, body, Map.of("Idempotency-Key", "bad-" + NUMBER.incrementAndGet()));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body());
    }

    private static void earn(String whom, long amount) throws Exception {
        post("/v1/members/" + whom + "/earn", "{\"unit\":\"points\",\"amount\":" + amount + "}");
    }

    private Screen ready() {
        Screen screen = Screen.hello(server.url(), token, "{}");
        screen.next("ready");
        return screen;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "7",
                "{}",
                "{\"t\":7}",
                "{\"t\":\"shout\"}",
                "{\"t\":\"hello\",\"token\":7}",
                "{\"t\":\"hello\",\"id\":\"one\"}",
                "{\"t\":\"hello\"} {\"t\":\"hello\"}",
                "{\"t\":\"hello\",\"subs\":[]}",
                "{\"t\":\"hello\",\"subs\":{\"member\":{\"epoch\":\"x\"}}}",
                "{\"t\":\"hello\",\"subs\":{\"member\":{\"epoch\":7,\"offset\":1}}}",
                "{\"t\":\"hello\",\"subs\":{\"member\":{\"epoch\":\"x\",\"offset\":-1}}}",
                "{\"t\":\"hello\",\"subs\":{\"member\":{\"epoch\":\"x\",\"offset\":1.5}}}",
                "{\"t\":\"hello\",\"subs\":{\"member\":7}}",
                "{\"t\":\"sub\",\"ch\":\"public:news\"}",
                "{\"t\":\"pong\"}"
            })
    void a_first_word_that_is_no_hello_closes_with_4501(String text) {
        assertThat(Screen.open(server.url()).say(text).code()).isEqualTo(4501);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "{\"t\":\"shout\"}",
                "{\"t\":\"hello\",\"token\":\"again\"}",
                "{\"t\":\"sub\",\"ch\":1}"
            })
    void a_word_that_is_none_of_the_protocol_closes_with_4501(String text) {
        assertThat(ready().say(text).code()).isEqualTo(4501);
    }

    @Test
    void frames_that_are_binary_too_big_or_in_parts_close_with_4501() {
        assertThat(ready().binary(new byte[] {1, 2, 3}).code()).isEqualTo(4501);
        assertThat(ready().say("{\"t\":\"pong\",\"x\":\"" + "x".repeat(16 << 10) + "\"}")
                        .code())
                .isEqualTo(4501);
        assertThat(ready().part("{\"t\":").code()).isEqualTo(4501);
    }

    @Test
    void a_frame_of_just_16_KiB_is_read() {
        Screen screen = ready();
        String head = "{\"t\":\"ping\",\"x\":\"";
        screen.say(head + "x".repeat((16 << 10) - head.length() - 2) + "\"}");
        screen.next("pong");
        screen.close();
    }

    @Test
    void a_bad_token_closes_with_4500_and_an_expired_one_with_4101() {
        assertThat(Screen.hello(server.url(), "nonsense", "{}").code()).isEqualTo(4500);
        assertThat(Screen.hello(server.url(), "x".repeat(5_000), "{}").code()).isEqualTo(4500);
        assertThat(Screen.open(server.url()).say("{\"t\":\"hello\"}").code()).isEqualTo(4500);
        assertThat(Screen.open(server.url())
                        .say("{\"t\":\"hello\",\"ticket\":\"tkt_74aaaa\"}")
                        .code())
                .isEqualTo(4500);
        String late = server.token(programme, member, Instant.now().minusSeconds(1));
        assertThat(Screen.hello(server.url(), late, "{}").code()).isEqualTo(4101);
    }

    @Test
    void a_token_of_a_programme_that_is_not_here_or_of_nobody_closes_with_4500() {
        String elsewhere = server.token("nowhere", member, Instant.now().plusSeconds(60));
        assertThat(Screen.hello(server.url(), elsewhere, "{}").code()).isEqualTo(4500);
        String other = server.token(server.programme(), member, Instant.now().plusSeconds(60));
        assertThat(Screen.hello(server.url(), other, "{}").code()).isEqualTo(4500);
        String nobody =
                server.token(programme, "mem_0c1m2n3p4q5r6s7t", Instant.now().plusSeconds(60));
        assertThat(Screen.hello(server.url(), nobody, "{}").code()).isEqualTo(4500);
    }

    @Test
    void nobody_joins_another_members_channel_by_any_name() {
        Screen screen = Screen.hello(
                server.url(), token, "{\"" + bystander + "\":{},\"member:" + bystander + "\":{},\"segment:gold\":{}}");
        JsonNode subs = screen.next("ready").get("subs");
        assertThat(subs.at("/" + bystander + "/error").asText()).isEqualTo("unknown-channel");
        assertThat(subs.at("/member:" + bystander + "/error").asText()).isEqualTo("unknown-channel");
        assertThat(subs.at("/segment:gold/error").asText()).isEqualTo("forbidden");
        for (String channel : new String[] {bystander, "member", "member:x", "Public:News", "public:", "public:a b"}) {
            screen.say("{\"id\":7,\"t\":\"sub\",\"ch\":\"" + channel + "\"}");
            assertThat(screen.next("error").get("code").asText()).isEqualTo("unknown-channel");
        }
        screen.say("{\"id\":8,\"t\":\"sub\",\"ch\":\"segment:gold\"}");
        assertThat(screen.next("error").get("code").asText()).isEqualTo("forbidden");
        screen.say("{\"id\":9,\"t\":\"unsub\",\"ch\":\"member\"}");
        assertThat(screen.next("error").get("code").asText()).isEqualTo("not-subscribed");
        screen.close();
    }

    @Test
    void more_channels_than_sixteen_are_refused_and_ten_thousand_in_one_hello_too() {
        Screen screen = ready();
        for (int i = 1; i < 16; i++) {
            screen.say("{\"id\":" + i + ",\"t\":\"sub\",\"ch\":\"public:c" + i + "\"}");
            screen.next("sub");
        }
        screen.say("{\"id\":16,\"t\":\"sub\",\"ch\":\"public:c16\"}");
        assertThat(screen.next("error").get("code").asText()).isEqualTo("too-many-channels");
        screen.say("{\"id\":17,\"t\":\"sub\",\"ch\":\"public:c1\"}");
        assertThat(screen.next("error").get("code").asText()).isEqualTo("already-subscribed");
        screen.close();

        StringBuilder many = new StringBuilder("{\"public:c0\":{}");
        for (int i = 1; i < 400; i++) {
            many.append(",\"public:c").append(i).append("\":{}");
        }
        Screen greedy = Screen.hello(server.url(), token, many + "}");
        assertThat(greedy.next("error").get("code").asText()).isEqualTo("too-many-channels");
        assertThat(greedy.code()).isEqualTo(4501);
    }

    @Test
    void ten_thousand_subscriptions_are_too_fast() {
        Screen screen = ready();
        try {
            for (int i = 0; i < 10_000; i++) {
                screen.say("{\"id\":" + i + ",\"t\":\"sub\",\"ch\":\"public:c" + i + "\"}");
            }
        } catch (java.util.concurrent.CompletionException closed) {
            // the server has had enough
        }
        assertThat(screen.code()).isEqualTo(4113);
    }

    @Test
    void a_token_is_renewed_on_the_living_connection_but_not_with_somebody_elses() {
        Screen screen = ready();
        screen.say("{\"id\":3,\"t\":\"auth\",\"token\":\"nonsense\"}");
        assertThat(screen.next("error").get("code").asText()).isEqualTo("token-invalid");
        long exp = Instant.now().plusSeconds(7_200).getEpochSecond();
        screen.say("{\"id\":4,\"t\":\"auth\",\"token\":\"" + server.token(programme, member, Instant.ofEpochSecond(exp))
                + "\"}");
        assertThat(screen.next("auth").get("exp").asLong()).isEqualTo(exp);
        String other = server.token(programme, bystander, Instant.now().plusSeconds(60));
        screen.say("{\"id\":5,\"t\":\"auth\",\"token\":\"" + other + "\"}");
        assertThat(screen.code()).isEqualTo(4507);
    }

    @Test
    void a_connection_is_warned_and_ends_with_its_token() {
        Screen screen = Screen.hello(
                server.url(), server.token(programme, member, Instant.now().plusSeconds(8)), "{}");
        screen.next("ready");
        assertThat(screen.next("expiring").get("in").asLong()).isBetween(0L, 8L);
        assertThat(screen.code()).isEqualTo(4101);
    }

    @Test
    void a_socket_that_says_nothing_is_closed_after_ten_seconds() {
        long before = System.nanoTime();
        assertThat(Screen.open(server.url()).code()).isEqualTo(4501);
        assertThat(System.nanoTime() - before).isBetween(8_000_000_000L, 60_000_000_000L);
    }

    @Test
    void pages_of_other_origins_and_requests_that_are_no_websocket_are_refused() throws Exception {
        assertThatThrownBy(() -> Screen.open(server.url(), "Origin", "https://evil.example"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .satisfies(failed -> assertThat(((WebSocketHandshakeException) failed.getCause())
                                .getResponse()
                                .statusCode())
                        .isEqualTo(403));
        Screen own = Screen.open(server.url(), "Origin", server.url());
        own.close();
        HttpResponse<String> plain = server.get("/v1/live", null);
        assertThat(plain.statusCode()).isEqualTo(426);
        assertThat(JSON.readTree(plain.body()).get("code").asText()).isEqualTo("websocket-only");
        HttpResponse<String> arabic = server.send("GET", "/v1/live", null, null, Map.of("Accept-Language", "ar"));
        assertThat(JSON.readTree(arabic.body()).get("detail").asText()).contains("WebSocket (الإصدار 13)");
    }

    @Test
    void the_ninth_screen_of_a_member_displaces_the_oldest() {
        Screen oldest = ready();
        for (int i = 1; i < 8; i++) {
            ready();
        }
        Screen ninth = ready();
        assertThat(ninth.unread()).isEmpty();
        assertThat(oldest.code()).isEqualTo(4509);
    }

    @Test
    void streams_refuse_what_is_wrong_with_a_problem() throws Exception {
        for (String query : new String[] {"?ch=nonsense", "?ch=public:a,public:a", "?ch=member", "?chanel=public:a"}) {
            assertThat(server.get("/v1/stream" + query, token).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        String most = IntStream.range(1, 16).mapToObj(i -> "public:c" + i).collect(Collectors.joining(","));
        assertThat(server.get("/v1/stream?ch=" + most + ",public:c16", token).statusCode())
                .isEqualTo(400);
        try (EventStream full =
                EventStream.open(server.url() + "/v1/stream?ch=" + most, "Authorization", "Bearer " + token)) {
            assertThat(full.next("ready").json().get("subs")).hasSize(16);
        }
        assertThat(server.get("/v1/stream?ch=segment:gold", token).statusCode()).isEqualTo(403);
        assertThat(server.get("/v1/stream", null).statusCode()).isEqualTo(401);
        assertThat(server.get("/v1/stream", key).statusCode()).isEqualTo(401);
        assertThat(server.get("/v1/stream?ticket=nonsense", null).statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/v1/stream", token, null, Map.of("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        try (EventStream stale = EventStream.open(
                server.url() + "/v1/stream", "Authorization", "Bearer " + token, "Last-Event-ID", "!nonsense!")) {
            assertThat(stale.next("reset").json().get("snapshot").asText()).isEqualTo("/v1/me/state");
        }
    }
}
