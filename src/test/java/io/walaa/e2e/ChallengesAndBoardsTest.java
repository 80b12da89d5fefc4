package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Challenges and leaderboards over HTTP. */
class ChallengesAndBoardsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String DOCUMENT = """
            name: it
            title: {ar: متجر, en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [ar, en]
            units:
              points: {title: {ar: نقاط, en: points}}
            attributes: {nickname: text}
            rules:
              - {id: base, kind: spend, unit: points, points: 10, per: "1.000"}
            challenges:
              - id: two-visits
                kind: count
                title: {ar: زيارتان, en: Two visits}
                event: visit
                goal: 2
                rewards: [{unit: points, points: 25}]
              - id: sprint
                kind: count
                title: {ar: سباق, en: Sprint}
                event: visit
                goal: 2
                join: required
            boards:
              - {id: weekly, title: {ar: الأسبوع, en: The week}, measure: points, unit: points, every: week, name: nickname}
              - {id: visits, title: {ar: الزيارات, en: Visits}, measure: challenge, challenge: two-visits}
            """;
    private static RunningServer server;

    private String programme;
    private String key;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
    }

    private void open() {
        programme = server.programme(DOCUMENT);
        key = server.key(programme, "read", "earn", "members", "redeem", "operate");
    }

    @Test
    void two_visits_complete_a_challenge_and_pay() throws Exception {
        open();
        String member = member("{}");
        event("visit", member, "");
        JsonNode second = event("visit", member, "");
        assertThat(second.at("/balances/points/available").asLong()).isEqualTo(25);
        JsonNode mine =
                json(server.send("GET", "/v1/me/challenges", token(member), null, Map.of("Accept-Language", "ar-KW")));
        JsonNode challenge = mine.at("/challenges/0");
        assertThat(challenge.get("title").asText()).isEqualTo("زيارتان");
        assertThat(challenge.get("progress").asLong()).isEqualTo(2);
        assertThat(challenge.get("completed").asLong()).isEqualTo(1);
        assertThat(mine.at("/challenges/1/joined").asBoolean()).isFalse();
    }

    @Test
    void a_member_joins_once_and_a_repeated_call_changes_nothing() throws Exception {
        open();
        String member = member("{}");
        String path = "/v1/me/challenges/sprint/join";
        HttpResponse<String> joined = server.post(path, token(member), "{}", Map.of("Idempotency-Key", "j1"));
        assertThat(joined.statusCode()).as(joined.body()).isEqualTo(201);
        HttpResponse<String> again = server.post(path, token(member), "{}", Map.of("Idempotency-Key", "j1"));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        HttpResponse<String> second = server.post(path, token(member), "{}", Map.of("Idempotency-Key", "j2"));
        assertThat(json(second).get("code").asText()).isEqualTo("already-joined");
        assertThat(json(server.post(
                                "/v1/members/" + member + "/challenges/nothing/join",
                                key,
                                "{}",
                                Map.of("Idempotency-Key", "j3")))
                        .get("code")
                        .asText())
                .isEqualTo("unknown-challenge");
        event("visit", member, "");
        event("visit", member, "");
        assertThat(json(server.get("/v1/members/" + member + "/challenges", key))
                        .at("/challenges/1/completed")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void the_week_ranks_by_points_with_equal_ranks_for_equal_scores() throws Exception {
        open();
        List<String> members = new ArrayList<>();
        for (String spent : List.of("5.000", "3.000", "3.000", "1.000", "0.500")) {
            members.add(member("{\"attributes\":{\"nickname\":\"n" + spent.charAt(0) + "\"}}"));
            buy(members.get(members.size() - 1), spent);
        }
        member("{}");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rows("/v1/boards/weekly", key).size() == 5);
        JsonNode rows = rows("/v1/boards/weekly", key);
        assertThat(rows.findValuesAsText("rank")).containsExactly("1", "2", "2", "4", "5");
        assertThat(rows.findValuesAsText("score")).containsExactly("50", "30", "30", "10", "5");
        assertThat(rows.get(0).get("member").asText()).isEqualTo(members.get(0));
        assertThat(rows.get(0).get("name").asText()).isEqualTo("n5");
        JsonNode around = rows("/v1/members/" + members.get(3) + "/boards/weekly?neighbours=1", key);
        assertThat(around.findValuesAsText("rank")).containsExactly("2", "4", "5");
        assertThat(around.get(1).get("self").asBoolean()).isTrue();
        JsonNode mine = rows("/v1/me/boards/weekly/rank?neighbours=0", token(members.get(2)));
        assertThat(mine.findValuesAsText("rank")).containsExactly("2");
        assertThat(rows("/v1/boards/weekly?top=2", key)).hasSize(2);
        assertThat(rows("/v1/boards/weekly?back=1", key)).isEmpty();
    }

    @Test
    void a_member_sees_no_ids_of_others_and_nothing_without_a_rank() throws Exception {
        open();
        String first = member("{}");
        String second = member("{}");
        buy(first, "2.000");
        await().until(() -> rows("/v1/me/boards/weekly", token(second)).size() == 1);
        HttpResponse<String> seen = server.get("/v1/me/boards/weekly", token(second));
        assertThat(seen.body()).doesNotContain(first).doesNotContain("\"self\"");
        assertThat(rows("/v1/me/boards/weekly/rank", token(second))).isEmpty();
    }

    @Test
    void a_return_lowers_the_score_and_a_whole_one_takes_the_member_off() throws Exception {
        open();
        String member = member("{}");
        String order = buy(member, "4.000");
        await().until(() -> rows("/v1/boards/weekly", key).at("/0/score").asLong() == 40);
        event("return", member, ",\"order\":{\"id\":\"" + order + "\",\"lines\":[{\"id\":\"1\",\"quantity\":0.25}]}");
        await().until(() -> rows("/v1/boards/weekly", key).at("/0/score").asLong() == 30);
        event("cancel", member, ",\"order\":{\"id\":\"" + order + "\"}");
        await().until(() -> rows("/v1/boards/weekly", key).isEmpty());
    }

    @Test
    void a_board_of_a_challenge_ranks_its_progress() throws Exception {
        open();
        String one = member("{}");
        String three = member("{}");
        event("visit", one, "");
        for (int i = 0; i < 3; i++) {
            event("visit", three, "");
        }
        await().until(() -> rows("/v1/boards/visits", key).size() == 2);
        await().until(() -> rows("/v1/boards/visits", key).at("/0/score").asLong() == 3);
        assertThat(rows("/v1/boards/visits", key).get(1).get("member").asText()).isEqualTo(one);
    }

    @Test
    void a_board_that_redis_lost_is_worked_out_again_from_the_ledger() throws Exception {
        open();
        String member = member("{}");
        buy(member, "7.000");
        await().until(() -> rows("/v1/boards/weekly", key).size() == 1);
        forget("*board:" + programme + ":weekly:*");
        assertThat(rows("/v1/boards/weekly", key).at("/0/score").asLong()).isEqualTo(70);
        buy(member, "1.000");
        await().until(() -> rows("/v1/boards/weekly", key).at("/0/score").asLong() == 80);
    }

    @Test
    void entries_that_are_read_again_change_nothing() throws Exception {
        open();
        String member = member("{}");
        buy(member, "7.000");
        String order = buy(member, "2.000");
        event("cancel", member, ",\"order\":{\"id\":\"" + order + "\"}");
        await().until(() -> rows("/v1/boards/weekly", key).at("/0/score").asLong() == 70);
        server.postgres()
                .query("UPDATE follower_position SET seq = 0 WHERE follower = 'board'")
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        await().untilAsserted(() -> assertThat(server.postgres()
                        .query("SELECT count(*) FROM follower_position f JOIN partition_state p USING (partition)"
                                + " WHERE f.seq < p.last_seq")
                        .execute()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero());
        assertThat(rows("/v1/boards/weekly", key).at("/0/score").asLong()).isEqualTo(70);
    }

    @Test
    void what_is_no_board_or_no_number_is_refused() throws Exception {
        open();
        assertThat(json(server.get("/v1/boards/wekly", key)).get("code").asText())
                .isEqualTo("unknown-board");
        assertThat(json(server.get("/v1/boards/weekly?top=0", key)).get("code").asText())
                .isEqualTo("invalid-parameter");
        assertThat(json(server.get("/v1/boards/visits?back=1", key)).get("code").asText())
                .isEqualTo("unknown-board");
        assertThat(json(server.get("/v1/boards", key)).get("boards").findValuesAsText("title"))
                .containsExactly("The week", "Visits");
    }

    private static void forget(String pattern) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var redis = Redis.createClient(vertx, server.redisUrl());
            var keys = redis.send(Request.cmd(Command.KEYS).arg(pattern))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            assertThat(keys.size()).isEqualTo(2);
            for (var one : keys) {
                redis.send(Request.cmd(Command.DEL).arg(one.toString()))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private JsonNode rows(String path, String proof) throws Exception {
        HttpResponse<String> answer = server.get(path, proof);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("rows");
    }

    private String member(String body) throws Exception {
        HttpResponse<String> made =
                server.post("/v1/members", key, body, Map.of("Idempotency-Key", "m" + NUMBER.incrementAndGet()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).get("id").asText();
    }

    private String token(String member) {
        return server.token(programme, member, Instant.now().plusSeconds(600));
    }

    private String buy(String member, String price) throws Exception {
        String order = "o" + NUMBER.incrementAndGet();
        event(
                "purchase",
                member,
                ",\"order\":{\"id\":\"" + order + "\",\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"bean\","
                        + "\"quantity\":1,\"unitPrice\":\"" + price
                        + "\"}],\"tenders\":[{\"type\":\"cash\",\"amount\":\""
                        + price + "\"}]}");
        return order;
    }

    private JsonNode event(String type, String member, String more) throws Exception {
        HttpResponse<String> answer = server.post(
                "/v1/events",
                key,
                "{\"id\":\"e" + NUMBER.incrementAndGet() + "\",\"source\":\"test\",\"type\":\"" + type
                        + "\",\"member\":\"" + member + "\",\"occurredAt\":\"" + Instant.now() + "\"" + more + "}",
                Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
