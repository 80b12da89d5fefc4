package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.Teardown;
import io.walaa.fixture.Client;
import io.walaa.fixture.ClusterDeployment;
import io.walaa.fixture.ClusterNode;
import io.walaa.fixture.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A Redis Cluster loses one of its three masters: its partitions wait, the others go on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterLossTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OLDER = "walaa_validated_partitions_total{outcome=\"older\"}";
    private static final List<String> EVERYBODY = new ArrayList<>();
    private static ClusterDeployment deployment;
    private static String programme;
    private static Client till;

    @BeforeAll
    static void start() {
        deployment = ClusterDeployment.start();
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
    @Order(1)
    void master_that_starts_again_on_its_file_goes_on_and_nothing_is_lost() throws Exception {
        Map<Integer, String> members = newMembers();
        Map<Integer, String> others = newMembers();
        Load load = new Load(till, "disk", members.values());
        try (load) {
            ClusterNode lost = deployment.masterOf(5);
            awaitMore(load, members.get(5));
            lost.kill();

            onlyItsPartitionsWait(others.get(5), others.get(0));

            lost.start();
            awaitMore(load, members.get(5));
        }
        assertEveryPointIsThereOnce(load, members);
    }

    /** The replica lags behind: what was acknowledged at the ledger is there all the same. */
    @Test
    @Order(2)
    void cluster_promotes_a_replica_that_lags_and_nothing_of_the_ledger_is_lost() throws Exception {
        Map<Integer, String> members = newMembers();
        ClusterNode lost = deployment.masterOf(2);
        ClusterNode replica = deployment.replicaOf(lost);
        Map<Integer, String> others = newMembers();
        Load load = new Load(till, "ledger", members.values());
        try (load) {
            awaitMore(load, members.get(2));
            replica.stopFollowing();
            awaitMore(load, members.get(2));
            double before = deployment.metric(OLDER);
            lost.kill();

            onlyItsPartitionsWait(others.get(2), others.get(0));
            anotherServerStarts(others.get(4));

            deployment.failOver(lost);
            awaitMore(load, members.get(2));
            assertThat(deployment.metric(OLDER)).isGreaterThan(before);
        }
        assertEveryPointIsThereOnce(load, members);
    }

    private static Map<Integer, String> newMembers() {
        Map<Integer, String> members = deployment.memberOfEachPartition(till, programme);
        EVERYBODY.addAll(members.values());
        return members;
    }

    private static void onlyItsPartitionsWait(String waiting, String other) {
        await().atMost(SOON)
                .until(() -> till.earn(waiting, 1, "w-" + waiting, "disk").code(), "redis-unavailable"::equals);
        Client.Answer refused = till.earn(waiting, 1, "w-" + waiting, "disk");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.retryAfter()).isPositive();
        assertThat(till.state(waiting).path("stale").asBoolean()).isTrue();
        await().atMost(SOON)
                .until(() -> till.earn(other, 1, "o-" + other, "disk").status() == 201);
        await().atMost(SOON).until(() -> !till.state(other).path("stale").asBoolean());
        assertThat(deployment.metric("walaa_redis_ready")).isZero();
        assertThat(deployment.isReady()).as("for the other partitions").isTrue();
    }

    /** On what is left of the cluster. */
    private static void anotherServerStarts(String served) {
        Teardown later = Teardown.onExit();
        RunningServer another = deployment.another(later);
        try {
            Client there = new Client(another.url(), another.key(programme, "read", "earn"));
            await().atMost(SOON)
                    .until(() ->
                            there.earn(served, 1, "another-" + served, "disk").status() == 201);
        } finally {
            later.close();
        }
    }

    private static void awaitMore(Load load, String member) {
        long before = load.done(member);
        await().atMost(SOON).until(() -> load.done(member) > before + 10);
    }

    private static void assertEveryPointIsThereOnce(Load load, Map<Integer, String> members) {
        members.values()
                .forEach(member -> await().atMost(SOON).until(() -> till.available(member) == load.done(member)));
        // who was in a Redis that lost its tail is compared only once brought back
        EVERYBODY.forEach(member -> await().atMost(SOON)
                .until(() ->
                        till.earn(member, 1, "end-" + members.get(0), "disk").status() == 201));
        deployment.assertBooksAreRight();
    }
}
