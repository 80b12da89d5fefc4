package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A member in Redis, and the ledger's own tables, are changed behind the server's back. */
class ReconcileTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DRIFT = "walaa_reconcile_drift_members";
    private static Deployment deployment;
    private static Client till;
    private static String programme;

    @BeforeAll
    static void start() {
        deployment = Deployment.start("WALAA_PARTITIONS", "2");
        programme = deployment.server().programme();
        till = new Client(
                deployment.server().url(), deployment.server().key(programme, "read", "earn", "redeem", "members"));
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void drift_is_counted_found_and_repaired_while_the_server_runs() {
        String healthy = till.member();
        String member = till.member();
        till.earn(healthy, 5, "e", "ledger");
        till.earn(member, 40, "e", "ledger");
        await().atMost(SOON).until(() -> deployment.metric("walaa_reconcile_members_total") > 2);
        assertThat(deployment.metric(DRIFT)).isZero();

        String key = deployment
                .redisCommand("KEYS", "*:m:" + programme + ":" + member)
                .replaceAll("[\\[\\]]", "");
        deployment.redisCommand("HSET", key, "d.points", "15");

        await().atMost(SOON).until(() -> deployment.metric(DRIFT) == 1);
        Deployment.Said found = deployment.command("reconcile");
        assertThat(found.code()).as(found.output()).isEqualTo(1);
        assertThat(found.output()).contains("1 differ from the ledger", member + ": d.points");

        Deployment.Said repaired = deployment.command("reconcile", "--repair", "yes");

        assertThat(repaired.code()).as(repaired.output()).isZero();
        assertThat(till.state(member).at("/balances/points/debt").asLong()).isZero();
        assertThat(till.earn(member, 2, "after", "ledger").status()).isEqualTo(201);
        assertThat(till.available(member)).isEqualTo(42);
        await().atMost(SOON).until(() -> deployment.metric(DRIFT) == 0);
    }

    @Test
    void tables_that_are_not_what_the_entries_come_to_are_written_anew() {
        String member = till.member();
        till.earn(member, 40, "e", "ledger");
        deployment
                .server()
                .postgres()
                .query("UPDATE account_total SET amount = amount + 7 WHERE programme = '" + programme + "'")
                .execute()
                .await();

        Deployment.Said repaired = deployment.command("reconcile", "--repair", "yes");

        assertThat(repaired.code()).as(repaired.output()).isZero();
        assertThat(repaired.output()).contains("total, programme " + programme, "written anew from its entries");
        assertThat(deployment.command("reconcile").output())
                .contains("Ledger: 0 differences from its entries.", " 0 differ from the ledger");
    }
}
