package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import io.walaa.fixture.NodeProcess;
import io.walaa.fixture.StoreProxy;
import io.walaa.ledger.Verify;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One of two nodes is frozen in the middle of something, others go on, and then it wakes up. */
class FrozenNodeTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static Deployment deployment;
    private static Client here;
    private static String key;
    private static String programme;

    @BeforeAll
    static void start() {
        deployment = Deployment.start("WALAA_PARTITIONS", "4");
        programme = deployment.server().programme();
        key = deployment.server().key(programme, "read", "earn", "redeem", "members");
        here = new Client(deployment.server().url(), key);
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void node_frozen_while_it_flushes_gives_way_and_writes_nothing_twice() throws Exception {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            members.add(here.member());
        }
        try (StoreProxy postgres =
                        StoreProxy.before(URI.create(deployment.environment().get("WALAA_POSTGRES_URL")));
                NodeProcess node = deployment.node("WALAA_POSTGRES_URL", postgres.url())) {
            await().atMost(SOON).until(() -> flushers() == 2);
            postgres.cutAfter("INSERT INTO entry");
            for (String member : members) {
                assertThat(here.earn(member, 10, "one", "disk").status()).isEqualTo(201);
            }
            assertThat(postgres.awaitCut(20))
                    .as("it was in the middle of a flush")
                    .isTrue();
            node.freeze();
            for (String member : members) {
                await().atMost(SOON)
                        .until(() -> here.earn(member, 5, "two", "ledger")
                                .body()
                                .path("ack")
                                .asText()
                                .equals("ledger"));
            }
            node.thaw();
            postgres.release();
            Client there = new Client(node.url(), key);
            for (String member : members) {
                await().atMost(SOON)
                        .until(() -> there.earn(member, 1, "three", "ledger").status() == 201);
                assertThat(here.available(member)).isEqualTo(16);
            }
            assertBooksHold();
        }
    }

    @Test
    void snapshot_of_a_cold_member_read_before_a_freeze_is_not_brought_back() throws Exception {
        String member = here.member();
        here.earn(member, 10, "one", "ledger");
        deployment.evict(programme, member);
        try (StoreProxy postgres =
                        StoreProxy.before(URI.create(deployment.environment().get("WALAA_POSTGRES_URL")));
                NodeProcess node = deployment.node("WALAA_POSTGRES_URL", postgres.url())) {
            postgres.cutAfter("LEFT JOIN member_state");
            CompletableFuture<HttpResponse<String>> late = new Client(node.url(), key)
                    .begin("/v1/members/" + member + "/earn", "{\"unit\":\"points\",\"amount\":5}", "late");
            assertThat(postgres.awaitCut(20)).as("it has read the cold member").isTrue();
            node.freeze();
            assertThat(here.earn(member, 20, "two", "ledger").status()).isEqualTo(201);
            deployment.evict(programme, member);
            node.thaw();
            postgres.release();

            assertThat(late.join().statusCode()).isIn(201, 409, 503);
            Client there = new Client(node.url(), key);
            await().atMost(SOON)
                    .until(() -> there.earn(member, 5, "late", "disk").status() == 201);
            assertThat(here.available(member)).isEqualTo(35);
            assertThat(there.available(member)).isEqualTo(35);
            assertBooksHold();
        }
    }

    @Test
    void node_frozen_while_it_validates_lets_another_one_in() throws Exception {
        String member = here.member();
        here.earn(member, 10, "one", "ledger");
        try (StoreProxy postgres =
                        StoreProxy.before(URI.create(deployment.environment().get("WALAA_POSTGRES_URL")));
                NodeProcess node = deployment.node("WALAA_POSTGRES_URL", postgres.url())) {
            deployment.stopServer();
            postgres.cutAfter("UPDATE partition_state SET gen = greatest");
            deployment.killRedis();
            deployment.startRedis();
            assertThat(postgres.awaitCut(20)).as("it holds the lock").isTrue();
            node.freeze();

            await().atMost(Duration.ofSeconds(60)).until(FrozenNodeTest::startsAgain);
            here = new Client(deployment.server().url(), key);
            assertThat(here.earn(member, 20, "two", "ledger").status()).isEqualTo(201);
            node.thaw();
            postgres.release();

            Client there = new Client(node.url(), key);
            await().atMost(SOON)
                    .until(() -> there.earn(member, 5, "three", "disk").status() == 201);
            await().atMost(SOON)
                    .until(() -> here.earn(member, 1, "four", "ledger").status() == 201);
            assertThat(here.available(member)).isEqualTo(36);
            assertBooksHold();
        }
    }

    private static boolean startsAgain() {
        try {
            deployment.restartServer();
            return true;
        } catch (IllegalStateException lockIsHeld) {
            deployment.stopServer();
            return false;
        }
    }

    private static long flushers() {
        return deployment
                .server()
                .postgres()
                .query("SELECT count(DISTINCT owner) FROM partition_state")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static void assertBooksHold() {
        var postgres = deployment.server().postgres();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(new Verify(postgres)
                                .run(null, seen -> {})
                                .await()
                                .findings())
                        .isEmpty());
    }
}
