package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import io.walaa.ledger.Verify;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis and Postgres have different histories: the partition is set aside, and an operator settles it. */
class QuarantineTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static Deployment deployment;
    private static Client till;
    private String member;

    @BeforeAll
    static void start() {
        deployment = Deployment.start("WALAA_PARTITIONS", "1");
        String programme = deployment.server().programme();
        till = new Client(
                deployment.server().url(), deployment.server().key(programme, "read", "earn", "members", "operate"));
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @BeforeEach
    void one_member() {
        member = till.member();
        assertThat(till.earn(member, 10, "common", "ledger").status()).isEqualTo(201);
    }

    @Test
    void fork_is_shown_and_the_ledgers_side_can_be_kept() throws Exception {
        fork();
        await().atMost(SOON).until(() -> deployment.metric("walaa_flush_quarantined_partitions") == 1);
        Deployment.Said shown = deployment.command("quarantine", "show");
        assertThat(shown.code()).as(shown.output()).isZero();
        assertThat(shown.output())
                .contains("Partition 0", "They agree up to ", "Only in Postgres: 1", "Only in Redis: 1")
                .contains(member, "  earn");

        Deployment.Said settled =
                deployment.command("quarantine", "settle", "0", "--keep", "ledger", "--save", "dropped");

        assertThat(settled.code()).as(settled.output()).isZero();
        assertThat(Files.readString(deployment.folder().resolve("dropped")))
                .hasLineCount(1)
                .contains(member, "\"points\",200,");
        awaitAvailable(110);
        assertThat(till.earn(member, 100, "in-postgres", "ledger").replayed()).isTrue();
        assertThat(till.earn(member, 200, "in-redis", "ledger").replayed()).isFalse();
        awaitAvailable(310);
        assertBooksHold();
    }

    @Test
    void fork_can_be_settled_for_redis() {
        fork();

        Deployment.Said settled = deployment.command("quarantine", "settle", "0", "--keep", "redis");

        assertThat(settled.code()).as(settled.output()).isZero();
        awaitAvailable(210);
        assertThat(till.earn(member, 200, "in-redis", "ledger").replayed()).isTrue();
        assertThat(till.earn(member, 100, "in-postgres", "ledger").replayed()).isFalse();
        awaitAvailable(310);
        assertBooksHold();
    }

    @Test
    void partition_in_order_is_not_settled() {
        Deployment.Said healthy = deployment.command("quarantine", "settle", "0", "--keep", "redis");
        assertThat(healthy.code()).isEqualTo(1);
        assertThat(healthy.output()).contains("Partition 0 is not set aside.");
    }

    @Test
    void settling_without_a_partition_or_a_side_says_what_is_needed() {
        Deployment.Said none = deployment.command("quarantine", "settle", "--keep", "ledger");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.output()).contains("A partition is needed, 0 to 0").doesNotContain("\tat ");
        Deployment.Said both = deployment.command("quarantine", "settle", "0", "--keep", "both");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.output()).contains("--keep is ledger or redis.").doesNotContain("\tat ");
    }

    /** One entry goes to Postgres and another one, under the same sequence, to Redis alone. */
    private void fork() {
        deployment.keepRedis("common");
        await().atMost(SOON).until(() -> till.available(member) == 10);
        deployment.killPostgres();
        await().atMost(SOON)
                .until(() -> till.earn(member, 200, "in-redis", "disk").status() == 201);
        deployment.keepRedis("fork");
        deployment.putBackRedis("common");
        deployment.startPostgres();
        await().atMost(SOON)
                .until(() -> till.earn(member, 100, "in-postgres", "ledger").status() == 201);
        deployment.putBackRedis("fork");
        await().atMost(SOON)
                .until(() -> till.earn(member, 1, "refused", "disk").code().equals("partition-set-aside"));
    }

    private void awaitAvailable(long points) {
        await().atMost(SOON).until(() -> till.available(member) == points);
    }

    private void assertBooksHold() {
        var postgres = deployment.server().postgres();
        assertThat(new Verify(postgres).run(null, seen -> {}).await().findings())
                .isEmpty();
    }
}
