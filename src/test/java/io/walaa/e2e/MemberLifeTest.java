package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A member from the first card to being forgotten, over HTTP. */
class MemberLifeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static RunningServer server;
    private static String programme;
    private static String key;
    private static int writes;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "earn", "redeem", "members", "operate");
    }

    @Test
    void edit_reaches_the_directory_and_the_hot_state() throws Exception {
        String member = create("{\"attributes\":{\"city\":\"Hawalli\",\"nickname\":\"Nounou\"},\"locale\":\"ar-KW\"}");

        HttpResponse<String> changed = patch(
                member,
                "\"1\"",
                "{\"attributes\":{\"city\":\"Salmiya\",\"nickname\":null},\"locale\":null,\"timeZone\":\"Asia/Kuwait\"}");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(changed).at("/attributes").toString()).isEqualTo("{\"city\":\"Salmiya\"}");
        assertThat(json(changed).get("version").asInt()).isEqualTo(2);
        JsonObject hot = hot(member);
        assertThat(hot.getString("a.city")).isEqualTo("Salmiya");
        assertThat(hot.getString("z")).isEqualTo("Asia/Kuwait");
        assertThat(hot.containsKey("o")).isFalse();
        assertThat(hot.encode()).doesNotContain("ounou");
    }

    @Test
    void edit_of_what_changed_meanwhile_is_refused() throws Exception {
        String member = create("{\"name\":\"Fahad\"}");
        assertThat(patch(member, "\"1\"", "{\"name\":\"Fahd\"}").statusCode()).isEqualTo(200);

        HttpResponse<String> late = patch(member, "\"1\"", "{\"name\":\"Fahed\"}");

        assertThat(late.statusCode()).as(late.body()).isEqualTo(412);
        assertThat(json(server.get("/v1/members/" + member, key)).get("name").asText())
                .isEqualTo("Fahd");
    }

    @Test
    void repeated_edit_is_answered_as_the_first() throws Exception {
        String member = create("{\"name\":\"Sara\"}");
        Map<String, String> headers = Map.of("Idempotency-Key", key(), "If-Match", "\"1\"");

        HttpResponse<String> first =
                server.send("PATCH", "/v1/members/" + member, key, "{\"name\":\"Sarah\"}", headers);
        HttpResponse<String> second =
                server.send("PATCH", "/v1/members/" + member, key, "{\"name\":\"Sarah\"}", headers);

        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(second)).isEqualTo(json(first));
    }

    @Test
    void card_moves_from_one_member_to_another() throws Exception {
        String old = create("{\"externalIds\":[{\"type\":\"card\",\"value\":\"moving\"}]}");
        String fresh = create("{}");
        assertThat(visit("moving").statusCode()).isEqualTo(201);

        assertThat(patch(fresh, "\"1\"", "{\"externalIds\":[{\"type\":\"card\",\"value\":\"moving\"}]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(patch(old, "\"1\"", "{\"externalIds\":[]}").statusCode()).isEqualTo(200);
        assertThat(patch(fresh, "\"1\"", "{\"externalIds\":[{\"type\":\"card\",\"value\":\"moving\"}]}")
                        .statusCode())
                .isEqualTo(200);

        Awaitility.await()
                .untilAsserted(() -> assertThat(visit("moving").body()).contains(fresh.substring(4)));
    }

    @Test
    void erased_member_leaves_no_personal_data_in_any_table() throws Exception {
        String member = create("""
                {"externalIds":[{"type":"card","value":"erase-4711"},{"type":"phone","value":"+96599887766"}],
                 "name":"Zaynab Forgetme","email":"zaynab@forget.me","phone":"+96599887766","birthDate":"1987-06-05",
                 "attributes":{"city":"Forgetville","diary":"forget this"},"consents":{"sms":true}}
                """);
        earn(member, "{\"unit\":\"points\",\"amount\":50,\"reason\":\"forget: sorry, Zaynab\"}");

        HttpResponse<String> erased =
                server.send("DELETE", "/v1/members/" + member, key, null, Map.of("Idempotency-Key", key()));

        assertThat(erased.statusCode()).as(erased.body()).isEqualTo(204);
        for (String personal : List.of("zaynab", "forget", "99887766", "erase-4711", "1987-06-05")) {
            assertThat(tablesThatHold(personal)).as(personal).isEmpty();
        }
        JsonNode state = json(server.get("/v1/members/" + member + "/state", key));
        assertThat(state.at("/balances/points/available").asLong()).isEqualTo(50);
        assertThat(json(server.get("/v1/members?externalId=card:erase-4711", key))
                        .get("members"))
                .isEmpty();
        assertThat(server.send("DELETE", "/v1/members/" + member, key, null, Map.of("Idempotency-Key", key()))
                        .statusCode())
                .isEqualTo(204);
    }

    private static List<String> tablesThatHold(String text) {
        List<String> holders = new ArrayList<>();
        for (Row table : server.postgres()
                .query("select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_type = 'BASE TABLE'")
                .execute()
                .await()) {
            String name = table.getString(0);
            long rows = server.postgres()
                    .preparedQuery("select count(*) from " + name + " t where t::text ilike $1")
                    .execute(Tuple.of("%" + text + "%"))
                    .await()
                    .iterator()
                    .next()
                    .getLong(0);
            if (rows > 0) {
                holders.add(name);
            }
        }
        return holders;
    }

    private static JsonObject hot(String member) {
        return Awaitility.await()
                .until(
                        () -> server.postgres()
                                .preparedQuery("select fields from member_fields where programme = $1 and member = $2")
                                .execute(Tuple.of(programme, member))
                                .await(),
                        rows -> rows.size() == 1)
                .iterator()
                .next()
                .getJsonObject(0);
    }

    private static String create(String body) throws Exception {
        HttpResponse<String> created = server.post("/v1/members", key, body, Map.of("Idempotency-Key", key()));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return json(created).get("id").asText();
    }

    private static HttpResponse<String> patch(String member, String ifMatch, String body) {
        Map<String, String> headers = Map.of("Idempotency-Key", key(), "If-Match", ifMatch);
        return server.send("PATCH", "/v1/members/" + member, key, body, headers);
    }

    private static void earn(String member, String body) {
        HttpResponse<String> earned =
                server.post("/v1/members/" + member + "/earn", key, body, Map.of("Idempotency-Key", key()));
        assertThat(earned.statusCode()).as(earned.body()).isEqualTo(201);
    }

    private static HttpResponse<String> visit(String card) {
        String body = """
                {"type":"visit","id":"%s","source":"till","member":{"externalId":{"type":"card","value":"%s"}},
                 "occurredAt":"%s","channel":"store"}
                """.formatted(key(), card, java.time.Instant.now());
        return server.post("/v1/events", key, body, Map.of());
    }

    private static String key() {
        return "life-" + writes++;
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }
}
