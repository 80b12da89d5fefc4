package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import io.walaa.fixture.NodeProcess;
import io.walaa.fixture.StoreProxy;
import io.walaa.store.embedded.EmbeddedRedis;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A replica that lags is promoted, and later the old master takes over again without ever having been restarted. */
class PromotionTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void promoted_replica_and_failed_back_master_lose_nothing_of_the_ledger() throws Exception {
        try (Deployment deployment = Deployment.start("WALAA_PARTITIONS", "1");
                EmbeddedRedis replica = deployment.anotherRedis();
                StoreProxy address = StoreProxy.before(deployment.redis().url())) {
            EmbeddedRedis master = deployment.redis();
            String key = deployment.server().key(deployment.server().programme(), "read", "earn", "members");
            deployment.stopServer();
            follow(replica, master);
            try (NodeProcess node = deployment.node("WALAA_REDIS_URL", address.url())) {
                Client till = new Client(node.url(), key);
                String member = till.member();
                assertThat(till.earn(member, 10, "at-ledger", "ledger").status())
                        .isEqualTo(201);
                assertThat(till.earn(member, 7, "replicated", "disk").status()).isEqualTo(201);
                awaitSame(master, replica);
                Deployment.command(replica, "REPLICAOF", "NO", "ONE");
                deployment.killPostgres();
                assertThat(till.earn(member, 100, "lagging", "disk").status()).isEqualTo(201);

                address.leadTo(replica.url());
                deployment.startPostgres();

                await().atMost(SOON)
                        .until(() ->
                                till.earn(member, 1, "on-replica", "ledger").status() == 201);
                assertThat(till.available(member))
                        .as("only what the replica had not yet")
                        .isEqualTo(18);
                assertThat(till.earn(member, 10, "at-ledger", "ledger").replayed())
                        .isTrue();
                assertThat(till.earn(member, 100, "lagging", "ledger").replayed())
                        .isFalse();
                assertThat(till.available(member)).isEqualTo(118);

                follow(master, replica);
                awaitSame(master, replica);
                Deployment.command(master, "REPLICAOF", "NO", "ONE");
                address.leadTo(master.url());

                await().atMost(SOON)
                        .until(() ->
                                till.earn(member, 2, "failed-back", "ledger").status() == 201);
                assertThat(till.available(member)).isEqualTo(120);
                assertThat(till.earn(member, 100, "lagging", "disk").replayed()).isTrue();
            }
            deployment.restartServer();
        }
    }

    @Test
    void old_master_that_comes_back_with_a_history_of_its_own_is_set_aside() throws Exception {
        try (Deployment deployment = Deployment.start("WALAA_PARTITIONS", "1");
                EmbeddedRedis replica = deployment.anotherRedis();
                StoreProxy address = StoreProxy.before(deployment.redis().url())) {
            EmbeddedRedis master = deployment.redis();
            String key = deployment.server().key(deployment.server().programme(), "read", "earn", "members");
            deployment.stopServer();
            follow(replica, master);
            try (NodeProcess node = deployment.node("WALAA_REDIS_URL", address.url())) {
                Client till = new Client(node.url(), key);
                String member = till.member();
                assertThat(till.earn(member, 10, "at-ledger", "ledger").status())
                        .isEqualTo(201);
                awaitSame(master, replica);
                Deployment.command(replica, "REPLICAOF", "NO", "ONE");
                deployment.killPostgres();
                assertThat(till.earn(member, 100, "only-master", "disk").status())
                        .isEqualTo(201);
                address.leadTo(replica.url());
                deployment.startPostgres();
                await().atMost(SOON)
                        .until(() ->
                                till.earn(member, 1, "on-replica", "ledger").status() == 201);

                address.leadTo(master.url());

                await().atMost(SOON)
                        .until(() ->
                                till.earn(member, 2, "refused", "disk").code().equals("partition-set-aside"));
                assertThat(deployment.command("quarantine", "show").output())
                        .contains("Only in Postgres: 1", "Only in Redis: 1");
                assertThat(Files.readString(node.log()))
                        .contains("partition 0 is set aside: Redis and Postgres have different histories")
                        .contains("\"walaa quarantine show\"");
            }
            deployment.command("quarantine", "settle", "0", "--keep", "ledger");
            deployment.restartServer();
        }
    }

    private static void follow(EmbeddedRedis replica, EmbeddedRedis master) {
        URI url = master.url();
        Deployment.command(
                replica, "CONFIG", "SET", "masterauth", url.getUserInfo().substring(1));
        Deployment.command(replica, "REPLICAOF", url.getHost(), Integer.toString(url.getPort()));
        await().atMost(SOON)
                .until(() -> Deployment.command(replica, "INFO", "replication").contains("master_link_status:up"));
    }

    private static void awaitSame(EmbeddedRedis one, EmbeddedRedis other) {
        await().atMost(SOON).until(() -> last(one).equals(last(other)));
    }

    private static String last(EmbeddedRedis redis) {
        String meta = Deployment.command(redis, "KEYS", "*:meta").replaceAll("[\\[\\]]", "");
        return Deployment.command(redis, "HMGET", meta, "seq", "last", "gen", "run");
    }
}
