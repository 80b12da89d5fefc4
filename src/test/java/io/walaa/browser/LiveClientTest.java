package io.walaa.browser;

import static io.walaa.browser.ScriptedLive.pub;
import static io.walaa.browser.ScriptedLive.ready;
import static io.walaa.browser.ScriptedLive.recovered;
import static io.walaa.browser.ScriptedLive.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.walaa.browser.ScriptedLive.Line;
import io.walaa.browser.ScriptedLive.Stream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client library against a server that misbehaves in every way that the protocol knows. */
class LiveClientTest {
    private ScriptedLive server;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void browser() {
        Chromium.get();
    }

    @BeforeEach
    void open() {
        server = new ScriptedLive();
        server.snapshots.add(snapshot("e1", 40, 100));
        context = Chromium.phone("en-GB");
        page = context.newPage();
        page.navigate(server.url() + "/blank");
    }

    @AfterEach
    void close() {
        context.close();
        server.close();
    }

    /** Connects; what comes is kept in {@code seen}: events by offset, and what the library itself says by name. */
    private void connect(String options) {
        page.evaluate("""
                async options => {
                  const { connect } = await import("/sdk/walaa-live.js");
                  window.seen = [];
                  window.asked = [];
                  const token = why => { asked.push(why); return "token-" + asked.length; };
                  window.live = connect({ token, ...options });
                  live.on("balance.changed", (data, event) => seen.push(event.id));
                  live.on("snapshot", state => seen.push("snapshot " + state.balances.points.available));
                  live.on("reset", data => seen.push("reset " + data.channel + " " + data.reason));
                  live.on("error", data => seen.push("error " + data.code + " " + data.channel));
                  live.on("state", data => { if (data.state !== "connecting") seen.push(data.state + (data.code ? " " + data.code : "")); });
                }""", new JsonObject(options).getMap());
    }

    private Line connected() throws InterruptedException {
        connect("{}");
        Line line = server.line();
        line.next();
        line.say(ready(recovered("e1", 40)));
        awaitSeen("snapshot 100", "online");
        return line;
    }

    private void awaitSeen(String... expected) {
        try {
            page.waitForFunction(
                    "expected => JSON.stringify(seen) === expected",
                    new JsonArray(List.of(expected)).encode(),
                    new Page.WaitForFunctionOptions().setTimeout(15_000));
        } catch (RuntimeException late) {
            assertThat(page.evaluate("seen")).isEqualTo(List.of(expected));
        }
    }

    @Test
    void hello_carries_the_token_and_the_position_of_the_snapshot() throws InterruptedException {
        connect("{\"channels\":[\"board:weekly\"]}");

        JsonObject hello = server.line().next();

        assertThat(hello.getString("t")).isEqualTo("hello");
        assertThat(hello.getString("token")).isEqualTo("token-1");
        assertThat(hello.getJsonObject("subs")).isEqualTo(new JsonObject("""
                {"member":{"epoch":"e1","offset":40},"board:weekly":{}}"""));
    }

    @Test
    void events_come_once_and_in_order() throws InterruptedException {
        Line line = connected();

        line.say(pub(41, 101), pub(42, 102));
        line.say(pub(42, 102), pub(43, 103));

        awaitSeen("snapshot 100", "online", "member-41", "member-42", "member-43");
    }

    @Test
    void a_channel_that_cannot_be_had_just_now_is_asked_for_again() throws InterruptedException {
        Line line = connected();
        page.evaluate("live.subscribe('public:news')");
        JsonObject first = line.next();

        line.say(new JsonObject("{\"t\":\"error\",\"code\":\"unavailable\",\"retry\":true}")
                .put("id", first.getLong("id")));

        JsonObject again = line.next();
        assertThat(again.getString("t")).isEqualTo("sub");
        assertThat(again.getString("ch")).isEqualTo("public:news");
        awaitSeen("snapshot 100", "online", "error unavailable public:news");
    }

    @Test
    void what_one_operation_changed_comes_whole_or_not_at_all() throws InterruptedException {
        Line line = connected();
        JsonObject first = pub(41, 101);
        first.remove("offset");

        line.say(first);
        line.close(4108);
        Line second = server.line();
        assertThat(second.next().getJsonObject("subs").getJsonObject("member").getLong("offset"))
                .isEqualTo(40);
        second.say(ready(recovered("e1", 42, first, pub(42, 102))), first, pub(42, 102));

        awaitSeen("snapshot 100", "online", "waiting", "online", "member-41", "member-42");
    }

    @Test
    void lost_connection_resumes_after_the_last_event_seen() throws InterruptedException {
        Line first = connected();
        first.say(pub(41, 101));
        awaitSeen("snapshot 100", "online", "member-41");

        first.close(4108);
        Line second = server.line();
        assertThat(second.next().getJsonObject("subs").getJsonObject("member"))
                .isEqualTo(new JsonObject("{\"epoch\":\"e1\",\"offset\":41}"));
        second.say(ready(recovered("e1", 43, pub(42, 102), pub(43, 103))));

        awaitSeen("snapshot 100", "online", "member-41", "waiting", "online", "member-42", "member-43");
        assertThat(server.readers).hasSize(1);
    }

    @Test
    void what_cannot_be_resumed_is_read_anew_and_overlap_is_dropped() throws InterruptedException {
        Line first = connected();
        server.snapshots.add(snapshot("e2", 7, 500));
        server.snapshots.remove(0);
        first.close(4100);
        Line second = server.line();
        second.next();

        second.say(
                ready(new JsonObject("{\"recovered\":false,\"epoch\":\"e2\",\"offset\":5}")),
                pub(6, 1),
                pub(7, 2),
                pub(8, 501));

        awaitSeen(
                "snapshot 100", "online", "waiting", "online", "reset member unrecovered", "snapshot 500", "member-8");
    }

    @Test
    void reset_reads_the_snapshot_and_goes_on_from_it() throws InterruptedException {
        Line line = connected();
        server.snapshots.add(snapshot("e2", 3, 300));
        server.snapshots.remove(0);

        line.say(new JsonObject("{\"t\":\"reset\",\"ch\":\"member\",\"reason\":\"trimmed\"}"));
        awaitSeen("snapshot 100", "online", "reset member trimmed", "snapshot 300");
        line.say(pub(4, 301));

        awaitSeen("snapshot 100", "online", "reset member trimmed", "snapshot 300", "member-4");
    }

    @Test
    void expiring_token_is_renewed_on_the_living_connection() throws InterruptedException {
        Line line = connected();

        line.say(new JsonObject("{\"t\":\"expiring\",\"in\":60}"));

        JsonObject auth = line.next();
        assertThat(auth.getString("t")).isEqualTo("auth");
        assertThat(auth.getString("token")).isEqualTo("token-2");
        assertThat(page.evaluate("asked")).isEqualTo(List.of("connect", "expiring"));
    }

    @Test
    void refused_token_is_asked_for_again_once() throws InterruptedException {
        server.goodToken = "token-2";

        connect("{}");

        assertThat(server.line().next().getString("token")).isEqualTo("token-2");
        assertThat(page.evaluate("asked")).isEqualTo(List.of("connect", "refused"));
    }

    @Test
    void bad_token_stops() {
        server.goodToken = "another";

        connect("{}");

        awaitSeen("stopped 4500");
    }

    @Test
    void token_refused_by_the_socket_is_asked_for_again_once() throws InterruptedException {
        Line line = connected();
        line.close(4500);
        Line second = server.line();
        assertThat(second.next().getString("token")).isEqualTo("token-2");
        second.close(4500);

        awaitSeen("snapshot 100", "online", "stopped 4500");
        assertThat(page.evaluate("asked")).isEqualTo(List.of("connect", "refused"));
    }

    @Test
    void ping_is_answered() throws InterruptedException {
        Line line = connected();
        line.say(new JsonObject("{\"t\":\"ping\"}"));
        assertThat(line.next()).isEqualTo(new JsonObject("{\"t\":\"pong\"}"));
    }

    @Test
    void drain_moves_the_client_after_the_delay_it_was_given() throws InterruptedException {
        Line line = connected();
        line.say(new JsonObject("{\"t\":\"drain\",\"after\":300}"));
        line.say(pub(41, 101));
        awaitSeen("snapshot 100", "online", "member-41");

        assertThat(server.line()
                        .next()
                        .getJsonObject("subs")
                        .getJsonObject("member")
                        .getLong("offset"))
                .isEqualTo(41);
    }

    @Test
    void closed_by_a_drain_it_keeps_to_the_delay() throws InterruptedException {
        page.clock().install();
        Line line = connected();
        line.say(new JsonObject("{\"t\":\"drain\",\"after\":60000}"));
        line.close(4201);
        awaitSeen("snapshot 100", "online", "waiting");

        page.clock().runFor(50_000);
        assertThat(page.evaluate("live.state")).isEqualTo("waiting");
        assertThat(server.hasLine()).isFalse();
        page.clock().runFor(11_000);
        assertThat(server.line().next().getString("t")).isEqualTo("hello");
    }

    @Test
    void delays_are_drawn_from_a_bound_that_doubles_up_to_twenty_seconds() throws InterruptedException {
        page.evaluate("""
                () => {
                  window.delays = [];
                  const real = setTimeout;
                  Math.random = () => 0.999;
                  window.setTimeout = (call, millis) => {
                    const drawn = millis % 1000 !== 0;
                    if (drawn) delays.push(Math.round(millis / 0.999));
                    return real(call, drawn ? 1 : millis);
                  };
                }""");
        Line line = connected();
        for (int i = 0; i < 8; i++) {
            line.close(4108);
            line = server.line();
            line.next();
        }

        assertThat(page.evaluate("delays")).isEqualTo(List.of(500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000));
    }

    @Test
    void silent_connection_is_given_up() throws InterruptedException {
        page.clock().install();
        connected();
        page.clock().runFor(30_000);
        assertThat(page.evaluate("live.state")).isEqualTo("online");
        page.clock().runFor(11_000);
        awaitSeen("snapshot 100", "online", "waiting");
    }

    @Test
    void closed_for_good_it_stays_away() throws InterruptedException {
        Line line = connected();
        line.close(4509);
        awaitSeen("snapshot 100", "online", "stopped 4509");
    }

    @Test
    void channel_without_a_position_begins_where_it_is() throws InterruptedException {
        connect("{\"channels\":[\"public:news\"]}");
        Line line = server.line();
        line.next();
        JsonObject ready = ready(recovered("e1", 40));
        ready.getJsonObject("subs")
                .put("public:news", new JsonObject("{\"recovered\":false,\"epoch\":\"p1\",\"offset\":9}"));
        line.say(ready, pub("public:news", 9, 0), pub("public:news", 10, 0));
        awaitSeen("snapshot 100", "online", "public:news-10");

        line.close(4108);
        assertThat(server.line().next().getJsonObject("subs").getJsonObject("public:news"))
                .isEqualTo(new JsonObject("{\"epoch\":\"p1\",\"offset\":10}"));
    }

    @Test
    void channels_are_joined_and_left_on_the_way() throws InterruptedException {
        Line line = connected();
        page.evaluate("live.subscribe('segment:gold')");
        JsonObject sub = line.next();
        assertThat(sub.getString("t")).isEqualTo("sub");
        assertThat(sub.getString("ch")).isEqualTo("segment:gold");
        line.say(
                new JsonObject("{\"t\":\"sub\",\"ch\":\"segment:gold\",\"epoch\":\"g\",\"offset\":9}")
                        .put("id", sub.getInteger("id")),
                pub("segment:gold", 10, 0));
        awaitSeen("snapshot 100", "online", "segment:gold-10");

        page.evaluate("live.unsubscribe('segment:gold')");
        assertThat(line.next().getString("t")).isEqualTo("unsub");
    }

    @Test
    void channel_refused_by_hello_is_told_and_not_asked_for_again() throws InterruptedException {
        connect("{\"channels\":[\"segment:gold\"]}");
        Line line = server.line();
        line.next();
        JsonObject ready = ready(recovered("e1", 40));
        ready.getJsonObject("subs").put("segment:gold", new JsonObject("{\"error\":\"forbidden\"}"));
        line.say(ready);
        awaitSeen("snapshot 100", "online", "error forbidden segment:gold");

        line.close(4108);
        assertThat(server.line().next().getJsonObject("subs").fieldNames()).containsExactly("member");
    }

    @Test
    void refused_channel_is_told_and_not_asked_for_again() throws InterruptedException {
        Line line = connected();
        page.evaluate("live.subscribe('segment:gold')");
        int id = line.next().getInteger("id");
        line.say(new JsonObject("{\"t\":\"error\",\"code\":\"forbidden\",\"retry\":false}").put("id", id));
        awaitSeen("snapshot 100", "online", "error forbidden segment:gold");

        line.close(4108);
        assertThat(server.line().next().getJsonObject("subs").fieldNames()).containsExactly("member");
    }

    @Test
    void blocked_sockets_fall_back_to_the_stream_which_resumes_by_its_cursor() throws InterruptedException {
        server.socketsBlocked = true;
        connect("{\"channels\":[\"public:news\"]}");
        Stream stream = server.stream();
        assertThat(stream.request().params().getAll("ch")).containsExactly("public:news");
        assertThat(stream.request().getHeader("Authorization")).startsWith("Bearer token-");
        stream.say("event: ready\nid: c40\ndata: "
                + ready(new JsonObject("{\"recovered\":false,\"epoch\":\"e1\",\"offset\":40}"))
                        .encode());
        page.waitForFunction("seen.at(-1) === 'snapshot 100' && live.state === 'online'");
        page.evaluate("seen = []");

        stream.say("event: pub\nid: c41\ndata: " + pub(41, 101).encode());
        awaitSeen("member-41");
        stream.say("retry: 10");
        stream.end();

        Stream second = server.stream();
        assertThat(second.cursor()).isEqualTo("c41");
        second.say("event: ready\nid: c41\ndata: " + ready(recovered("e1", 41)).encode());
        second.say("event: pub\nid: c42\ndata: " + pub(42, 102).encode());
        awaitSeen("member-41", "waiting", "online", "member-42");
    }

    @Test
    void stream_that_cannot_resume_reads_the_snapshot() throws InterruptedException {
        server.socketsBlocked = true;
        connect("{}");
        Stream stream = server.stream();
        stream.say("event: ready\nid: c40\ndata: "
                + ready(new JsonObject("{\"recovered\":false,\"epoch\":\"e1\",\"offset\":40}"))
                        .encode());
        page.waitForFunction("seen.at(-1) === 'snapshot 100' && live.state === 'online'");
        page.evaluate("seen = []");

        stream.say("event: reset\nid: c1\ndata: {\"ch\":\"member\",\"reason\":\"epoch\"}");

        awaitSeen("reset member epoch", "snapshot 100");
    }

    @Test
    void browser_that_goes_offline_waits_for_the_network() throws InterruptedException {
        connected();
        context.setOffline(true);
        awaitSeen("snapshot 100", "online", "offline");

        context.setOffline(false);
        Line second = server.line();
        assertThat(second.next().getJsonObject("subs").getJsonObject("member").getLong("offset"))
                .isEqualTo(40);
        second.say(ready(recovered("e1", 41, pub(41, 101))));
        awaitSeen("snapshot 100", "online", "offline", "online", "member-41");
    }

    @Test
    void failing_handler_disturbs_nobody() throws InterruptedException {
        Line line = connected();
        page.evaluate("live.on('balance.changed', () => { throw new Error('mine'); })");
        line.say(pub(41, 101), pub(42, 102));
        awaitSeen("snapshot 100", "online", "member-41", "member-42");
    }
}
