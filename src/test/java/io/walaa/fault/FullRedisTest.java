package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Redis at {@code maxmemory} refuses what is new, and still lets the flusher empty it. */
class FullRedisTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void full_redis_refuses_commits_drains_and_goes_on() {
        try (Deployment deployment = Deployment.start("WALAA_PARTITIONS", "1")) {
            String key = deployment.server().key(deployment.server().programme(), "read", "earn", "members");
            Client till = new Client(deployment.server().url(), key);
            String member = till.member();
            till.earn(member, 1, "first", "ledger");
            deployment.killPostgres();
            for (int i = 0; i < 50; i++) {
                assertThat(till.earn(member, 1, "waiting-" + i, "disk").status())
                        .isEqualTo(201);
            }
            deployment.redisCommand("CONFIG", "SET", "maxmemory", "1mb");

            await().atMost(SOON)
                    .until(() -> till.earn(member, 1, "full", "disk").code().equals("redis-full"));
            Client.Answer full = till.earn(member, 1, "full", "disk");
            assertThat(full.status()).isEqualTo(503);
            assertThat(full.retryAfter()).isPositive();
            assertThat(deployment.metric("walaa_redis_used_ratio")).isGreaterThan(0.85);
            deployment.startPostgres();

            String meta = deployment.redisCommand("KEYS", "*:meta").replaceAll("[\\[\\]]", "");
            await().atMost(SOON)
                    .until(() ->
                            deployment.redisCommand("HGET", meta, "flushed").equals("51"));
            assertThat(till.available(member)).isEqualTo(51);
            deployment.redisCommand("CONFIG", "SET", "maxmemory", "64mb");

            await().atMost(SOON)
                    .until(() -> till.earn(member, 1, "full", "ledger").status() == 201);
            assertThat(till.available(member)).isEqualTo(52);
        }
    }
}
