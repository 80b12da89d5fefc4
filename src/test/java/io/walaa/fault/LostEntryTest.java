package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Redis loses an entry that a caller waits for, before Postgres had it. */
class LostEntryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TRIES = 6;
    private static Deployment deployment;
    private static Client till;

    @BeforeAll
    static void start() {
        deployment = Deployment.start("WALAA_PARTITIONS", "1");
        till = new Client(
                deployment.server().url(),
                deployment.server().key(deployment.server().programme(), "read", "earn", "members"));
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    /** On a busy machine the wait may be over before the loss is known: then it is tried again. */
    @Test
    void caller_who_waits_for_the_ledger_is_told_that_nothing_was_done() {
        Client.Answer answer = lost(0);
        for (int i = 1; i < TRIES && answer.status() == 202; i++) {
            answer = lost(i);
        }
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("entry-lost");
        assertThat(answer.retryAfter()).isPositive();
    }

    /** What is told to who asked for {@code ledger}, of an entry that is lost; sent again, it is done once. */
    private static Client.Answer lost(int number) {
        String member = till.member();
        String other = till.member();
        assertThat(till.earn(member, 5, "base-" + number, "ledger").status()).isEqualTo(201);
        assertThat(till.earn(other, 5, "other-" + number, "ledger").status()).isEqualTo(201);
        Pool pool = deployment.server().postgres();
        SqlConnection blocker = pool.getConnection().await();
        CompletableFuture<Client.Answer> waiting;
        try {
            blocker.query("BEGIN").execute().await();
            blocker.query("LOCK TABLE entry IN EXCLUSIVE MODE").execute().await();
            String before = seq();
            waiting = CompletableFuture.supplyAsync(() -> till.earn(member, 10, "lost-" + number, "ledger"));
            await().atMost(SOON).until(() -> !seq().equals(before));
            deployment.redisCommand("FLUSHALL");
            // what the flusher has read of it must not be written either
            blocker.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                    .execute()
                    .await();
        } finally {
            blocker.query("ROLLBACK").execute().await();
            blocker.close().await();
        }
        await().atMost(SOON)
                .until(() -> till.earn(other, 1, "instead-" + number, "disk").status() == 201);
        Client.Answer answer = waiting.join();
        await().atMost(SOON)
                .until(() -> till.earn(member, 10, "lost-" + number, "ledger").status() == 201);
        assertThat(till.available(member)).isEqualTo(15);
        return answer;
    }

    private static String seq() {
        String meta = deployment.redisCommand("KEYS", "*:meta").replaceAll("[\\[\\]]", "");
        return deployment.redisCommand("HGET", meta, "seq");
    }
}
