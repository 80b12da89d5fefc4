package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Row;
import io.walaa.fixture.RunningServer;
import io.walaa.journal.Partitions;
import io.walaa.member.MemberId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many clients at once, and then the books. {@code -Dwalaa.mixed.operations} sets how many operations, so that the load
 * profile runs the same test ten times as long.
 */
class MixedOperationsTest {
    private static final int OPERATIONS = Integer.getInteger("walaa.mixed.operations", 10_000);
    private static final int CLIENTS = 64;
    private static final int MEMBERS = Math.max(100, OPERATIONS / 100);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SEED = 20_261_121;

    private static Vertx vertx;
    private static WebClient client;
    private static RunningServer server;
    private static String programme;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, "read", "earn", "redeem", "members", "operate");
        vertx = Vertx.vertx();
        URI url = URI.create(server.url());
        client = WebClient.create(
                vertx,
                new WebClientOptions().setDefaultHost(url.getHost()).setDefaultPort(url.getPort()),
                new PoolOptions().setHttp1MaxSize(CLIENTS));
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @Test
    void books_balance_after_mixed_operations_of_parallel_clients() {
        List<String> members = members(MEMBERS);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        Map<Integer, AtomicInteger> refused = new ConcurrentHashMap<>();
        Queue<String> holds = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(OPERATIONS);
        List<Future<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(work(new Random(SEED + i), left, members, holds, acknowledged, refused));
        }
        Future.all(clients).await();

        assertThat(refused.keySet()).as("seed " + SEED + ": " + refused).isSubsetOf(422);
        await().atMost(SOON).until(() -> flushed() >= acknowledged.size());
        assertThat(count("SELECT count(DISTINCT (member, member_seq)) FROM entry WHERE programme = $1"))
                .isEqualTo(count("SELECT count(*) FROM entry WHERE programme = $1"));
        assertEveryAcknowledgedEntryIsThereOnce(acknowledged);
        assertThat(count("SELECT coalesce(sum(amount), 0)::bigint FROM account_total WHERE programme = $1"))
                .isZero();
        assertRunningBalances();
        assertRedisEqualsLedger(members);
    }

    @Test
    void last_points_are_granted_to_one_of_64_redemptions() {
        String member = members(1).get(0);
        post("/v1/members/" + member + "/earn", amount(30), "give").await();
        List<Future<HttpResponse<Buffer>>> redemptions = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            redemptions.add(post("/v1/members/" + member + "/redeem", amount(30), "take-" + i));
        }
        Future.all(redemptions).await();
        assertThat(redemptions.stream().filter(answer -> answer.result().statusCode() == 201))
                .hasSize(1);
        assertThat(redemptions.stream().filter(answer -> answer.result().statusCode() == 422))
                .hasSize(63);
    }

    @Test
    void one_key_sent_32_times_at_once_applies_once() {
        String member = members(1).get(0);
        List<Future<HttpResponse<Buffer>>> calls = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            calls.add(post("/v1/members/" + member + "/earn", amount(7), "the-same"));
        }
        Future.all(calls).await();
        assertThat(calls).allMatch(call -> call.result().statusCode() == 201);
        assertThat(calls.stream().map(call -> call.result().bodyAsJsonObject().getString("entry")))
                .containsOnly(calls.get(0).result().bodyAsJsonObject().getString("entry"));
        JsonObject state = client.get("/v1/members/" + member + "/state")
                .bearerTokenAuthentication(key)
                .send()
                .await()
                .bodyAsJsonObject();
        assertThat(state.getJsonObject("balances").getJsonObject("points").getLong("available"))
                .isEqualTo(7);
    }

    private static Future<Void> work(
            Random random,
            AtomicInteger left,
            List<String> members,
            Queue<String> holds,
            Map<String, String> acknowledged,
            Map<Integer, AtomicInteger> refused) {
        int number = left.getAndDecrement();
        if (number <= 0) {
            return Future.succeededFuture();
        }
        String member = "/v1/members/" + members.get(random.nextInt(members.size()));
        int kind = random.nextInt(100);
        String hold = holds.poll();
        Future<HttpResponse<Buffer>> call;
        if (kind < 55) {
            call = post(member + "/earn", amount(1 + random.nextInt(50)), "op-" + number);
        } else if (kind < 75) {
            call = post(member + "/redeem", amount(1 + random.nextInt(30)), "op-" + number);
        } else if (kind < 88 || hold == null) {
            call = post(member + "/holds", amount(1 + random.nextInt(20)), "op-" + number);
        } else if (kind < 94) {
            call = post("/v1/holds/" + hold + "/capture", new JsonObject(), "op-" + number);
        } else {
            call = post("/v1/holds/" + hold + "/release", new JsonObject(), "op-" + number);
        }
        if (kind < 88 && hold != null) {
            holds.add(hold);
        }
        return call.compose(answer -> {
            if (answer.statusCode() < 300) {
                JsonObject body = answer.bodyAsJsonObject();
                acknowledged.put(
                        body.getString("entry"), body.getJsonObject("position").encode());
                if (body.containsKey("hold") && answer.statusCode() == 201) {
                    holds.add(body.getString("hold"));
                }
            } else {
                refused.computeIfAbsent(answer.statusCode(), status -> new AtomicInteger())
                        .incrementAndGet();
            }
            return work(random, left, members, holds, acknowledged, refused);
        });
    }

    private static JsonObject amount(long amount) {
        return new JsonObject().put("unit", "points").put("amount", amount);
    }

    private static Future<HttpResponse<Buffer>> post(String path, JsonObject body, String idempotencyKey) {
        return client.post(path)
                .bearerTokenAuthentication(key)
                .putHeader("Idempotency-Key", idempotencyKey)
                .sendJsonObject(body);
    }

    private static List<String> members(int count) {
        List<Future<HttpResponse<Buffer>>> created = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            created.add(post("/v1/members", new JsonObject(), "member-" + System.nanoTime() + "-" + i));
        }
        Future.all(created).await();
        return created.stream()
                .map(answer -> answer.result().bodyAsJsonObject().getString("id"))
                .toList();
    }

    private static long flushed() {
        return count("SELECT count(*) FROM entry WHERE programme = $1");
    }

    private static long count(String sql) {
        return server.postgres()
                .preparedQuery(sql)
                .execute(io.vertx.sqlclient.Tuple.of(programme))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static void assertEveryAcknowledgedEntryIsThereOnce(Map<String, String> acknowledged) {
        Map<String, Integer> ledger = new HashMap<>();
        for (Row row : server.postgres()
                .preparedQuery("SELECT partition, seq FROM entry WHERE programme = $1")
                .execute(io.vertx.sqlclient.Tuple.of(programme))
                .await()) {
            String position = new JsonObject()
                    .put("partition", row.getInteger(0))
                    .put("seq", row.getLong(1))
                    .encode();
            ledger.merge(position, 1, Integer::sum);
        }
        assertThat(acknowledged.values()).doesNotHaveDuplicates().allMatch(position -> ledger.get(position) == 1);
    }

    /** Each entry's balance is the one before it plus what its transfers moved. */
    private static void assertRunningBalances() {
        assertThat(count("""
                        SELECT count(*) FROM (
                          SELECT e.member, e.member_seq,
                            (e.body::jsonb -> 'b' -> 'points' ->> 0)::bigint AS available,
                            sum(coalesce(t.change, 0)) OVER (PARTITION BY e.member ORDER BY e.member_seq) AS folded
                          FROM entry e LEFT JOIN LATERAL (
                            SELECT sum(CASE WHEN credit = 'available' THEN amount ELSE 0 END
                              - CASE WHEN debit = 'available' THEN amount ELSE 0 END) AS change
                            FROM transfer t WHERE t.partition = e.partition AND t.seq = e.seq) t ON true
                          WHERE e.programme = $1) running
                        WHERE available <> folded
                        """)).isZero();
    }

    private static void assertRedisEqualsLedger(List<String> members) {
        Redis redis = Redis.createClient(vertx, server.redisUrl());
        Partitions partitions = new Partitions(64);
        Map<String, JsonObject> ledger = new HashMap<>();
        for (Row row : server.postgres()
                .preparedQuery("SELECT member, seq, fields FROM member_fields WHERE programme = $1")
                .execute(io.vertx.sqlclient.Tuple.of(programme))
                .await()) {
            JsonObject fields = (JsonObject) row.getValue("fields");
            ledger.put(row.getString(0), fields.copy().put("seq", Long.toString(row.getLong(1))));
        }
        for (String member : members) {
            MemberId id = new MemberId(member);
            int partition = partitions.of(programme, id);
            Response hash = redis.send(Request.cmd(Command.HGETALL).arg(partitions.member(partition, programme, id)))
                    .await();
            JsonObject hot = new JsonObject();
            for (String field : hash.getKeys()) {
                hot.put(field, hash.get(field).toString());
            }
            hot.remove("gen");
            hot.remove("at");
            if (ledger.containsKey(member)) {
                assertThat(hot).as(member).isEqualTo(ledger.get(member));
            }
        }
        redis.close();
    }
}
