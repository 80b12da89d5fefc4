package io.walaa.fault;

import static io.walaa.fixture.ClusterDeployment.PARTITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.fixture.Client;
import io.walaa.fixture.ClusterClient;
import io.walaa.fixture.ClusterDeployment;
import io.walaa.fixture.ClusterNode;
import io.walaa.live.Screen;
import io.walaa.store.redis.Script;
import io.walaa.store.redis.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server on a Redis Cluster of three masters. */
class ClusterTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static Instant bought;
    private static ClusterDeployment deployment;
    private static String programme;
    private static Client till;

    @BeforeAll
    static void start() {
        deployment = ClusterDeployment.start();
        bought = Instant.now();
        programme = deployment.server().programme();
        till = new Client(
                deployment.server().url(),
                deployment.server().key(programme, "read", "earn", "redeem", "members", "operate"));
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void purchases_are_recorded_read_flushed_forgotten_and_brought_back_on_every_master() {
        for (Map.Entry<Integer, String> one :
                deployment.memberOfEachPartition(till, programme).entrySet()) {
            String member = one.getValue();
            assertThat(purchase(member, "order-" + member, "ledger").status()).isEqualTo(201);
            long points = till.available(member);
            assertThat(points).isPositive();

            forget(one.getKey(), member);

            assertThat(till.available(member)).isEqualTo(points);
            assertThat(purchase(member, "order-" + member, "disk")
                            .body()
                            .path("duplicate")
                            .asBoolean())
                    .isTrue();
        }
        deployment.assertBooksAreRight();
    }

    /** Commands run in a process of their own, which a busy machine may keep waiting for too long. */
    @Test
    void doctor_looks_at_each_master() {
        await().atMost(SOON).until(() -> {
            String said = deployment.command("doctor");
            return IntStream.range(0, 3)
                    .allMatch(i -> said.contains(
                            "Redis " + deployment.node(i).address() + " cluster-require-full-coverage no"));
        });
    }

    /** Half of a partition's keys are here and half there: nothing of it can be written, the others go on. */
    @Test
    void partition_on_its_way_refuses_writes_until_it_has_arrived() {
        Map<Integer, String> members = deployment.memberOfEachPartition(till, programme);
        int moving = 0;
        String member = members.get(moving);
        assertThat(till.earn(member, 10, "before-" + member, "ledger").status()).isEqualTo(201);
        ClusterNode from = deployment.masterOf(moving);
        ClusterNode to = anotherThan(from);
        deployment.beginMove(moving, from, to);
        assertThat(deployment.moveKeys(moving, from, to)).isTrue();

        Client.Answer refused = till.earn(member, 5, "meanwhile-" + member, "disk");

        assertThat(refused.code()).as(refused.toString()).isEqualTo("redis-moving");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfter()).isPositive();
        assertThat(till.available(member)).as("from Redis or from the ledger").isEqualTo(10);
        members.forEach((partition, other) -> {
            if (partition != moving) {
                earn(other, 3, "others-" + other);
            }
        });

        while (deployment.moveKeys(moving, from, to)) {
            // until none is left
        }
        deployment.endMove(moving, from, to);
        earn(member, 5, "meanwhile-" + member);
        assertThat(till.available(member)).isEqualTo(15);
        assertThat(till.earn(member, 10, "before-" + member, "disk").replayed()).isTrue();
        deployment.move(moving, to, from);
        earn(member, 1, "back-" + member);
        assertThat(till.available(member)).isEqualTo(16);
        deployment.assertBooksAreRight();
    }

    @Test
    void nothing_is_lost_or_done_twice_while_slots_move_under_load() throws Exception {
        Map<Integer, String> members = deployment.memberOfEachPartition(till, programme);
        Load load = new Load(till, "disk", members.values());
        try (load) {
            for (int partition = 0; partition < PARTITIONS; partition += 2) {
                ClusterNode from = deployment.masterOf(partition);
                ClusterNode to = anotherThan(from);
                long before = load.done(members.get(partition));
                deployment.move(partition, from, to);
                int moved = partition;
                await().atMost(SOON).until(() -> load.done(members.get(moved)) > before + 20);
                deployment.move(partition, to, from);
            }
        }
        for (String member : members.values()) {
            assertThat(till.available(member)).isEqualTo(load.done(member));
        }
        deployment.assertBooksAreRight();
    }

    @Test
    void screens_follow_their_slot_and_miss_nothing_silently() {
        Map<Integer, String> members = deployment.memberOfEachPartition(till, programme);
        int moving = 1;
        try (Screen moved = Screen.hello(deployment.server().url(), token(members.get(moving)), "{}");
                Screen stayed = Screen.hello(deployment.server().url(), token(members.get(4)), "{}")) {
            String epoch = moved.next("ready").at("/subs/member/epoch").asText();
            stayed.next("ready");
            ClusterNode from = deployment.masterOf(moving);
            ClusterNode to = anotherThan(from);

            deployment.move(moving, from, to);

            JsonNode reset = moved.next("reset");
            assertThat(reset.get("epoch").asText()).isNotEqualTo(epoch);
            earn(members.get(moving), 7, "shown-" + members.get(moving));
            assertThat(moved.event("balance.changed").at("/e/data/available").asLong())
                    .isEqualTo(7);
            earn(members.get(4), 3, "shown-" + members.get(4));
            assertThat(stayed.event("balance.changed").at("/e/data/available").asLong())
                    .isEqualTo(3);
            assertThat(stayed.all())
                    .noneMatch(message -> message.path("t").asText().equals("reset"));
            deployment.move(moving, to, from);
        }
    }

    /** Such as a one-time ticket: it is kept, and found, wherever its slot is on the way. */
    @Test
    void single_keys_are_followed_over_a_move() {
        int moving = 3;
        ClusterNode from = deployment.masterOf(moving);
        ClusterNode to = anotherThan(from);
        String key = deployment.meta(moving) + ":ticket:";
        try (ClusterClient redis = ClusterClient.open(deployment.url())) {
            assertThat(redis.send("SET", key + "a", "before")).isEqualTo("OK");
            deployment.beginMove(moving, from, to);
            assertThat(redis.send("SET", key + "b", "meanwhile")).isEqualTo("OK");
            assertThat(from.send("EXISTS", key + "a").toInteger())
                    .as("still here")
                    .isOne();
            assertThat(from.keys(Slot.ofKey(key), 100)).as("written there").doesNotContain(key + "b");
            assertThat(redis.send("GETDEL", key + "a")).isEqualTo("before");
            assertThat(redis.send("GETDEL", key + "b")).isEqualTo("meanwhile");
            assertThat(redis.send("SET", key + "c", "last")).isEqualTo("OK");
            while (deployment.moveKeys(moving, from, to)) {
                // until none is left
            }
            deployment.endMove(moving, from, to);
            assertThat(redis.send("GETDEL", key + "c")).isEqualTo("last");
            assertThat(redis.keys("*}:meta")).hasSize(PARTITIONS);
        }
        deployment.move(moving, to, from);
    }

    private static String token(String member) {
        return deployment.server().token(programme, member, Instant.now().plusSeconds(3_600));
    }

    private static ClusterNode anotherThan(ClusterNode node) {
        return node == deployment.node(2) ? deployment.node(0) : deployment.node(2);
    }

    /** Until it is done: what was refused on the way was not. */
    private static void earn(String member, long points, String name) {
        await().atMost(SOON).until(() -> till.earn(member, points, name, "disk").status() == 201);
    }

    /** Has a member forgotten as a full Redis would have it done. */
    private static void forget(int partition, String member) {
        ClusterNode master = deployment.masterOf(partition);
        String key = deployment.key(partition, programme, member);
        String meta = deployment.meta(partition);
        String run = master.send("HGET", meta, "run").toString();
        String generation = master.send("HGET", meta, "gen").toString();
        await().atMost(SOON)
                .until(() -> master.send(
                                "EVAL", Script.load("journal/evict").under(run), "2", meta, key, generation, "1")
                        .toString()
                        .equals("[OK, 1]"));
        assertThat(master.send("EXISTS", key).toInteger()).isZero();
    }

    private static Client.Answer purchase(String member, String order, String ack) {
        String body = "{\"type\":\"purchase\",\"id\":\"" + order + "\",\"source\":\"till\",\"member\":\"" + member
                + "\",\"occurredAt\":\"" + bought + "\",\"channel\":\"store\",\"order\":{\"id\":\"" + order
                + "\",\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"latte\",\"quantity\":2,"
                + "\"unitPrice\":\"1.500\"}],\"tenders\":[{\"type\":\"card\",\"amount\":\"3.000\"}]}}";
        return till.post("/v1/events", body, order, ack);
    }
}
