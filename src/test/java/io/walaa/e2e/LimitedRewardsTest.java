package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.Shop;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is limited, wanted by many at once. */
class LimitedRewardsTest {
    private static final int CLIENTS = 32;
    private static final int SLOTS = 50;
    private static final int CAPACITY = 12;
    private static final int BOOKINGS = 500;
    private static Shop shop;

    @BeforeAll
    static void start() {
        StringBuilder rewards = new StringBuilder("""

                rewards:
                  - id: last
                    kind: custom
                    title: {ar: الأخيرة, en: The last one}
                    price: {unit: points, points: 10}
                    stock: 1
                  - id: show
                    kind: experience
                    title: {ar: عرض, en: A show}
                    price: {unit: points, points: 1}
                    people: 4
                    slots:
                """);
        for (int i = 0; i < SLOTS; i++) {
            rewards.append("      - {id: s%d, at: \"2027-05-01T%02d:00:00+03:00\", capacity: %d}\n"
                    .formatted(i, i % 24, CAPACITY));
        }
        shop = Shop.open(RunningServer.shared(), RunningServer.document().replace("\nrewards:\n", rewards));
    }

    @Test
    void the_last_piece_goes_to_one_of_64_and_nobodys_points_stay_held() throws Exception {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            members.add(shop.member(10));
        }
        List<HttpResponse<String>> answers = together(
                members.stream()
                        .<Callable<HttpResponse<String>>>map(
                                member -> () -> redeem(member, "{\"reward\":\"last\"}", "l"))
                        .toList(),
                64);

        long granted = answers.stream().filter(a -> a.statusCode() == 201).count();
        assertThat(granted).isEqualTo(1);
        for (HttpResponse<String> answer : answers) {
            if (answer.statusCode() != 201) {
                assertThat(shop.refused(422, answer)).isEqualTo("reward-sold-out");
            }
        }
        long left = 0;
        for (String member : members) {
            JsonNode balance = state(member).at("/balances/points");
            assertThat(balance.get("held").asLong()).isZero();
            left += balance.get("available").asLong();
        }
        assertThat(left).isEqualTo(630);
        await().untilAsserted(() -> assertThat(inTransit()).isZero());
    }

    @Test
    void fifty_slots_under_500_bookings_are_never_overbooked() throws Exception {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            members.add(shop.member(10));
        }
        Random random = new Random(11);
        List<Callable<HttpResponse<String>>> bookings = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        List<Integer> people = new ArrayList<>();
        for (int i = 0; i < BOOKINGS; i++) {
            slots.add(random.nextInt(SLOTS));
            people.add(1 + random.nextInt(4));
            String body = "{\"reward\":\"show\",\"slot\":\"s" + slots.get(i) + "\",\"people\":" + people.get(i) + "}";
            String member = members.get(i % members.size());
            String key = "b" + i;
            bookings.add(() -> redeem(member, body, key));
        }
        List<HttpResponse<String>> answers = together(bookings, CLIENTS);

        Map<Integer, Integer> taken = new HashMap<>();
        int refused = 0;
        for (int i = 0; i < BOOKINGS; i++) {
            if (answers.get(i).statusCode() == 201) {
                taken.merge(slots.get(i), people.get(i), Integer::sum);
            } else {
                assertThat(shop.refused(422, answers.get(i))).isEqualTo("reward-slot-full");
                refused++;
            }
        }
        assertThat(taken.values()).allMatch(count -> count <= CAPACITY);
        assertThat(refused).isPositive();
        assertThat(taken).hasSize(SLOTS);
        await().untilAsserted(() -> assertThat(inTransit()).isZero());
    }

    @Test
    void one_code_at_32_tills_at_once_is_used_once() throws Exception {
        String member = shop.member(150);
        String code = shop.ok(201, redeem(member, "{\"reward\":\"cup\"}", "c"))
                .at("/voucher/code")
                .asText();
        List<Callable<HttpResponse<String>>> tills = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            String order = "T-" + i;
            tills.add(() -> shop.post("/v1/vouchers/" + code + "/use", "{\"order\":\"" + order + "\"}", order));
        }
        List<HttpResponse<String>> answers = together(tills, 32);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
        for (HttpResponse<String> answer : answers) {
            if (answer.statusCode() != 200) {
                assertThat(shop.refused(422, answer)).isEqualTo("voucher-used");
            }
        }
    }

    @Test
    void a_code_that_redis_forgot_is_found_in_postgres() throws Exception {
        String member = shop.member(40);
        String code = shop.ok(201, redeem(member, "{\"reward\":\"free-latte\"}", "f"))
                .at("/voucher/code")
                .asText();
        assertThat(shop.post("/v1/vouchers/" + code + "/validate", "{}", null).statusCode())
                .isEqualTo(422);
        await().untilAsserted(() -> assertThat(shop.server()
                        .postgres()
                        .query("SELECT count(*) FROM page WHERE member = '" + member + "' AND name LIKE 'v:%'")
                        .execute()
                        .await()
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(1));
        forgetCodes();
        assertThat(shop.refused(422, shop.post("/v1/vouchers/" + code + "/validate", "{}", null)))
                .isEqualTo("voucher-needs-basket");
    }

    private static void forgetCodes() {
        Vertx vertx = Vertx.vertx();
        Redis redis = Redis.createClient(vertx, shop.server().redisUrl());
        redis.send(Request.cmd(Command.KEYS).arg("*}:v:" + shop.programme() + ":*"))
                .await()
                .forEach(key ->
                        redis.send(Request.cmd(Command.DEL).arg(key.toString())).await());
        redis.close();
        vertx.close();
    }

    private static <T> List<T> together(List<Callable<T>> calls, int threads) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(threads);
        List<T> answers = new ArrayList<>();
        for (Future<T> call : clients.invokeAll(calls)) {
            answers.add(call.get());
        }
        clients.shutdown();
        return answers;
    }

    private static HttpResponse<String> redeem(String member, String body, String key) {
        return shop.post("/v1/members/" + member + "/redemptions", body, key);
    }

    private static JsonNode state(String member) throws Exception {
        return shop.ok(200, shop.server().get("/v1/members/" + member + "/state", shop.key()));
    }

    private static long inTransit() throws Exception {
        return shop.ok(200, shop.server().get("/v1/ledger/trial-balance", shop.key()))
                .at("/units/points/accounts/in-transit")
                .asLong();
    }
}
