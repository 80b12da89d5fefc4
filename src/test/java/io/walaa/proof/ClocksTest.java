package io.walaa.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes whose machines' clocks are ten minutes apart: both go by Postgres's, and nobody notices. */
class ClocksTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    /** Much less than the clocks are wrong by, and much more than a busy machine takes. */
    private static final Duration LATER = Duration.ofMinutes(3);

    private static final int FIVE_MINUTES_MILLIS = 300_000;
    private static Path folder;
    private static Site site;
    private static Client ahead;
    private static Client behind;

    @BeforeAll
    static void start() throws Exception {
        folder = Files.createTempDirectory("walaa-proof");
        site = Site.start(folder, List.of());
        Site.Programme programme = site.programme();
        site.awaitProgramme(programme);
        ahead = new Client("http://127.0.0.1:" + site.nodes.get(0).port(), programme.key());
        behind = new Client("http://127.0.0.1:" + site.nodes.get(1).port(), programme.key());
        site.nodes.get(0).wall().shift(FIVE_MINUTES_MILLIS);
        site.nodes.get(1).wall().shift(-FIVE_MINUTES_MILLIS);
        String member = ahead.member();
        for (Client node : List.of(ahead, behind)) {
            await("the node has measured its clock anew").atMost(SOON).until(() -> error(node, member) < 30);
        }
    }

    @AfterAll
    static void stop() {
        site.close();
        Stores.delete(folder);
    }

    /** By how many seconds a node's instant is wrong. */
    private static long error(Client node, String member) {
        String asOf = node.state(member).path("asOf").asText();
        return asOf.isEmpty()
                ? Long.MAX_VALUE
                : Duration.between(Instant.parse(asOf), Instant.now()).abs().toSeconds();
    }

    private static String rich() {
        String member = ahead.member();
        assertThat(ahead.earn(member, 100, "give", "ledger").status()).isEqualTo(201);
        return member;
    }

    @Test
    void holds_stand_and_end_at_their_time_on_both() {
        String member = rich();
        assertThat(hold(behind, member, 30, LATER).status()).isEqualTo(201);
        assertThat(hold(ahead, member, 20, LATER).status()).isEqualTo(201);
        assertThat(ahead.available(member)).isEqualTo(50);
        assertThat(behind.available(member)).isEqualTo(50);

        assertThat(hold(ahead, member, 10, Duration.ofSeconds(2)).status()).isEqualTo(201);
        assertThat(hold(behind, member, 5, Duration.ofSeconds(2)).status()).isEqualTo(201);
        await().atMost(SOON).until(() -> ahead.available(member) == 50 && behind.available(member) == 50);
    }

    @Test
    void points_expire_at_their_time_on_both() {
        String member = rich();
        for (Client node : List.of(ahead, behind)) {
            assertThat(expiring(node, member, 7, LATER).status()).isEqualTo(201);
        }
        assertThat(ahead.available(member)).isEqualTo(114);
        assertThat(behind.available(member)).isEqualTo(114);

        for (Client node : List.of(ahead, behind)) {
            expiring(node, member, 5, Duration.ofSeconds(4));
        }
        await().atMost(SOON).until(() -> ahead.available(member) == 114 && behind.available(member) == 114);
    }

    @Test
    void a_key_counts_on_both_and_both_reach_the_ledger() {
        String member = rich();
        assertThat(behind.earn(member, 100, "give", "ledger").replayed()).isTrue();
        assertThat(behind.earn(member, 1, "one", "ledger").status()).isEqualTo(201);
        assertThat(ahead.earn(member, 1, "one", "ledger").replayed()).isTrue();
        assertThat(ahead.available(member)).isEqualTo(101);
    }

    private static Client.Answer hold(Client node, String member, long amount, Duration life) {
        String body = "{\"unit\":\"points\",\"amount\":" + amount + ",\"ttl\":\"" + life + "\"}";
        return node.post("/v1/members/" + member + "/holds", body, "hold-" + amount, "disk");
    }

    private static Client.Answer expiring(Client node, String member, long amount, Duration life) {
        String body = "{\"unit\":\"points\",\"amount\":" + amount + ",\"expiresAt\":\""
                + Instant.now().plus(life) + "\"}";
        return node.post("/v1/members/" + member + "/earn", body, "e-" + life + "-" + System.nanoTime(), "disk");
    }
}
