package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.sqlclient.Tuple;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Returns, adjustments and reversals, over HTTP. */
class ReturnsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static RunningServer server;
    private static String programme;
    private static String key;

    private record Reply(int status, JsonNode body, HttpResponse<String> response) {
        long available() {
            return body.at("/balances/points/available").asLong();
        }
    }

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "earn", "redeem", "members", "operate");
    }

    @Test
    void a_return_right_after_the_purchase_takes_its_points_back_once() throws Exception {
        String member = member();
        assertThat(event("purchase", member, "p1", order("A-1")).available()).isEqualTo(35);
        String one = "{\"id\":\"A-1\",\"lines\":[{\"id\":\"1\",\"quantity\":1}]}";
        Reply returned = event("return", member, "r1", one);
        assertThat(returned.status).as("%s", returned.body).isEqualTo(201);
        assertThat(returned.available()).isEqualTo(17);
        assertThat(returned.body.at("/effects/0/type").asText()).isEqualTo("points.taken-back");
        Reply tooMuch = event("return", member, "r2", "{\"id\":\"A-1\",\"lines\":[{\"id\":\"1\",\"quantity\":2}]}");
        assertThat(tooMuch.status).isEqualTo(422);
        assertThat(tooMuch.body.get("code").asText()).isEqualTo("over-return");
        assertThat(tooMuch.body.get("left").asText()).isEqualTo("1");
        assertThat(event("cancel", member, "x1", "{\"id\":\"A-1\"}").available())
                .isZero();
        assertThat(event("return", member, "r3", "{\"id\":\"A-2\"}")
                        .body
                        .get("code")
                        .asText())
                .isEqualTo("unknown-order");
    }

    @Test
    void an_order_is_recorded_once_whatever_the_event() throws Exception {
        String member = member();
        event("purchase", member, "p1", order("A-1"));
        Reply again = event("purchase", member, "p2", order("A-1"));
        assertThat(again.status).as("%s", again.body).isEqualTo(422);
        assertThat(again.body.get("code").asText()).isEqualTo("order-exists");
        String body = eventBody("purchase", member, "p3", order("A-1"));
        assertThat(reply(server.post("/v1/events?dryRun=true", key, body, Map.of())).status)
                .isEqualTo(422);
    }

    @Test
    void points_that_paid_come_back_with_the_goods() throws Exception {
        String member = member();
        event("purchase", member, "p1", order("A-1"));
        Reply redeemed = post("/v1/members/" + member + "/redeem", "{\"unit\":\"points\",\"amount\":30}");
        String paid = """
                {"id":"A-2","currency":"KWD","lines":[{"id":"1","sku":"mug","quantity":1,"unitPrice":"3.000"}],
                 "tenders":[{"type":"points","amount":"3.000","entry":"%s"}]}
                """.formatted(redeemed.body.get("entry").asText());
        assertThat(event("purchase", member, "p2", paid).available()).isEqualTo(5);
        assertThat(event("return", member, "r1", "{\"id\":\"A-2\"}").available())
                .isEqualTo(35);
    }

    @Test
    void an_adjustment_needs_a_reason_and_can_be_reversed_once() throws Exception {
        String member = member();
        event("purchase", member, "p1", order("A-1"));
        String path = "/v1/members/" + member + "/adjust";
        assertThat(post(path, "{\"unit\":\"points\",\"amount\":-5}").status).isEqualTo(400);
        assertThat(post(path, "{\"unit\":\"points\",\"amount\":0,\"reason\":\"x\"}").status)
                .isEqualTo(400);
        Reply adjusted = post(path, "{\"unit\":\"points\",\"amount\":-5,\"reason\":\"counted twice\"}");
        assertThat(adjusted.status).as("%s", adjusted.body).isEqualTo(201);
        assertThat(adjusted.available()).isEqualTo(30);
        String reverse = "/v1/entries/" + adjusted.body.get("entry").asText() + "/reverse";
        Map<String, String> same = Map.of("Idempotency-Key", "reverse-" + member);
        Reply reversed = reply(server.post(reverse, key, "{\"reason\":\"was right\"}", same));
        assertThat(reversed.status).as("%s", reversed.body).isEqualTo(201);
        assertThat(reversed.available()).isEqualTo(35);
        Reply replayed = reply(server.post(reverse, key, "{\"reason\":\"was right\"}", same));
        assertThat(replayed.body.get("entry")).isEqualTo(reversed.body.get("entry"));
        assertThat(post(reverse, "{\"reason\":\"again\"}").body.get("code").asText())
                .isEqualTo("already-reversed");
        assertThat(post("/v1/entries/" + reversed.body.get("entry").asText() + "/reverse", "{\"reason\":\"x\"}")
                        .body
                        .get("code")
                        .asText())
                .isEqualTo("reversal-of-reversal");
        String lost = adjusted.body.get("entry").asText().replaceFirst("....$", "zzzz");
        assertThat(post("/v1/entries/" + lost + "/reverse", "{\"reason\":\"x\"}").status)
                .isEqualTo(404);
        String stranger = server.key(server.programme(), "operate");
        assertThat(server.post(reverse, stranger, "{\"reason\":\"x\"}", Map.of("Idempotency-Key", "s"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_entry_that_repeats_an_operation_is_reversed_by_itself() throws Exception {
        String member = member();
        Reply earned = post("/v1/members/" + member + "/earn", "{\"unit\":\"points\",\"amount\":40}");
        Awaitility.await().until(() -> marked(earned.body) == 1);
        Awaitility.await()
                .until(() -> reply(server.get("/v1/members/" + member + "/state", key))
                                .available()
                        == 0);
        Awaitility.await().until(() -> open(member) == 0);
    }

    private static int marked(JsonNode earned) {
        return server.postgres()
                .preparedQuery("""
                        INSERT INTO duplicate (partition, seq, operation, programme, member, member_seq, commit_id, posted_at)
                        SELECT partition, seq, gen_random_uuid(), programme, member, member_seq, commit_id, posted_at FROM entry
                        WHERE partition = $1 AND seq = $2
                        """)
                .execute(Tuple.of(
                        earned.at("/position/partition").asInt(),
                        earned.at("/position/seq").asLong()))
                .await()
                .rowCount();
    }

    private static long open(String member) {
        return server.postgres()
                .preparedQuery("SELECT count(*) FROM duplicate WHERE member = $1 AND settled_at IS NULL")
                .execute(Tuple.of(member))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static String order(String id) {
        return """
                {"id":"%s","currency":"KWD","lines":[{"id":"1","sku":"latte","quantity":2,"unitPrice":"1.750"}],
                 "tenders":[{"type":"card","amount":"3.500"}]}
                """.formatted(id);
    }

    private static Reply event(String type, String member, String id, String order) throws Exception {
        return reply(server.post("/v1/events", key, eventBody(type, member, id, order), Map.of()));
    }

    private static String eventBody(String type, String member, String id, String order) {
        return """
                {"type":"%s","id":"%s-%s","source":"till%d","member":"%s","occurredAt":"%s","channel":"store","order":%s}
                """.formatted(type, member, id, NUMBERS.incrementAndGet() % 3, member, Instant.now(), order);
    }

    private static Reply post(String path, String body) throws Exception {
        return reply(server.post(path, key, body, Map.of("Idempotency-Key", "n" + NUMBERS.incrementAndGet())));
    }

    private static Reply reply(HttpResponse<String> response) throws Exception {
        return new Reply(response.statusCode(), JSON.readTree(response.body()), response);
    }

    private static String member() throws Exception {
        return post("/v1/members", "{\"locale\":\"ar-KW\"}").body.get("id").asText();
    }
}
