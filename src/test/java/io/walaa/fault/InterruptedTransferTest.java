package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import io.walaa.fixture.NodeProcess;
import io.walaa.fixture.StoreProxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The node that carries a transfer is killed after each step; the transfer finishes without it. */
class InterruptedTransferTest {
    private static Deployment deployment;
    private static String key;
    private static Client survivor;

    /** A transfer whose node died once an entry of a certain type was committed. */
    private record Interrupted(String from, String to) {}

    @BeforeAll
    static void start() {
        deployment = Deployment.start();
        String programme = deployment.server().programme();
        key = deployment.server().key(programme, "read", "earn", "redeem", "members");
        survivor = new Client(deployment.server().url(), key);
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void transfer_finishes_by_itself_whichever_step_its_node_died_after() {
        List<CompletableFuture<Interrupted>> begun = new ArrayList<>();
        for (String step : List.of("transfer", "transfer-in", "transfer-done")) {
            begun.add(CompletableFuture.supplyAsync(() -> killedAfter(step)));
        }
        List<Interrupted> all = begun.stream().map(CompletableFuture::join).toList();

        await().atMost(Duration.ofSeconds(60)).until(() -> inTransit() == 0);

        assertOutcome(all.get(0), 50, 0);
        assertOutcome(all.get(1), 20, 30);
        assertOutcome(all.get(2), 20, 30);
        assertThat(transfer(all.get(0)).code()).isEqualTo("transfer-refused");
        assertThat(transfer(all.get(1)).replayed()).isTrue();
        assertThat(transfer(all.get(2)).replayed()).isTrue();
        assertOutcome(all.get(0), 50, 0);
        assertOutcome(all.get(1), 20, 30);
    }

    private static Interrupted killedAfter(String entryType) {
        Interrupted transfer = new Interrupted(survivor.member(), survivor.member());
        assertThat(survivor.earn(transfer.from, 50, "give-" + entryType, "disk").status())
                .isEqualTo(201);
        try (StoreProxy proxy = StoreProxy.before(URI.create(deployment.server().redisUrl()));
                NodeProcess node = deployment.node("WALAA_REDIS_URL", proxy.url())) {
            Client client = new Client(node.url(), key);
            await().until(() -> client.available(transfer.from) == 50);
            proxy.cutAfter("\"t\":\"" + entryType + "\"");
            var answer = client.begin(path(transfer), body(transfer), "t");
            assertThat(proxy.awaitCut(20)).as(entryType + " was committed").isTrue();
            assertThat(answer).as("nobody was told").isNotDone();
            node.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return transfer;
    }

    private static Client.Answer transfer(Interrupted transfer) {
        return survivor.post(path(transfer), body(transfer), "t", "disk");
    }

    private static String path(Interrupted transfer) {
        return "/v1/members/" + transfer.from + "/transfer";
    }

    private static String body(Interrupted transfer) {
        return "{\"unit\":\"points\",\"amount\":30,\"to\":\"" + transfer.to + "\"}";
    }

    private static void assertOutcome(Interrupted transfer, long left, long arrived) {
        assertThat(survivor.available(transfer.from)).isEqualTo(left);
        assertThat(survivor.available(transfer.to)).isEqualTo(arrived);
    }

    /** Points that neither side has, and reservations that are open, as the ledger sees it. */
    private static long inTransit() {
        return deployment
                .server()
                .postgres()
                .query("""
                        SELECT (SELECT coalesce(sum(abs(amount)), 0) FROM
                                  (SELECT sum(amount) AS amount FROM account_total
                                   WHERE account = 'in-transit' GROUP BY unit) unit)::bigint
                             + (SELECT count(*) FROM entry WHERE type = 'transfer')
                             - (SELECT count(*) FROM entry WHERE type IN ('transfer-done', 'transfer-returned'))
                             + (SELECT 3 - count(*) FROM entry WHERE type = 'transfer')
                        """)
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
    }
}
