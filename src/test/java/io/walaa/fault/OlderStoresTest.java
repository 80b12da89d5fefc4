package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import io.walaa.ledger.Verify;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Older files of Redis or Postgres are put back under a running server. */
class OlderStoresTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MISSING = "walaa_flush_missing_entries_total";
    private static final String ORDER =
            "\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"latte\",\"quantity\":2,\"unitPrice\":\"1.500\"}],"
                    + "\"tenders\":[{\"type\":\"card\",\"amount\":\"3.000\"}]";
    private static Deployment deployment;
    private static Client till;
    private static String other;
    private static Instant bought;
    private static String programme;

    @BeforeAll
    static void start() {
        deployment = Deployment.start("WALAA_PARTITIONS", "1");
        programme = deployment.server().programme();
        till = new Client(
                deployment.server().url(),
                deployment.server().key(programme, "read", "earn", "redeem", "members", "operate"));
        other = till.member();
        bought = Instant.now();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void older_redis_loses_nothing_of_the_ledger_and_returns_stay_exact() {
        String member = till.member();
        assertThat(purchase(member, "A", "ledger").status()).isEqualTo(201);
        deployment.keepRedis("orders");
        awaitWrites();
        assertThat(goBack(member, "A", "ledger").status()).isEqualTo(201);
        assertThat(purchase(member, "B", "ledger").status()).isEqualTo(201);
        long before = till.available(member);

        deployment.putBackRedis("orders");

        awaitWrites();
        assertThat(till.available(member)).isEqualTo(before);
        Client.Answer again = purchase(member, "B", "ledger");
        assertThat(again.body().path("duplicate").asBoolean())
                .as(again.toString())
                .isTrue();
        assertThat(goBack(member, "A", "ledger").body().path("duplicate").asBoolean())
                .isTrue();
        assertThat(till.available(member)).isEqualTo(before);
        assertThat(goBack(member, "B", "disk").status()).isEqualTo(201);
        assertThat(event(member, "return", "A-rest", "A", "\"lines\":[{\"id\":\"1\",\"quantity\":2}]", "disk")
                        .code())
                .as("one of two is back already")
                .isEqualTo("over-return");
        assertThat(event(member, "cancel", "A-all", "A", null, "disk").status()).isEqualTo(201);
        assertThat(event(member, "cancel", "B-all", "B", null, "disk").status()).isEqualTo(201);
        assertThat(till.available(member)).isZero();
    }

    @Test
    void what_only_redis_had_is_done_again_by_its_retry() {
        String member = till.member();
        till.earn(member, 5, "base", "ledger");
        deployment.keepRedis("retry");
        // An earlier rebuild, and the look at Redis after it started, need Postgres until they are through.
        await().atMost(SOON).until(() -> till.earn(member, 5, "base", "disk").status() == 201);
        await().atMost(SOON).until(() -> deployment.hasItsRecords(programme, member));
        deployment.killPostgres();
        assertThat(till.earn(member, 100, "lost", "disk").status()).isEqualTo(201);
        assertThat(till.available(member)).isEqualTo(105);
        deployment.putBackRedis("retry");
        deployment.startPostgres();

        await().atMost(SOON)
                .until(() -> till.earn(member, 100, "lost", "ledger").status() == 201);

        assertThat(till.available(member)).isEqualTo(105);
        assertThat(till.earn(member, 100, "lost", "disk").replayed()).isTrue();
        assertThat(till.available(member)).isEqualTo(105);
    }

    @Test
    void redis_that_starts_empty_has_everything_of_the_ledger_again() {
        String member = till.member();
        assertThat(purchase(member, "E", "ledger").status()).isEqualTo(201);
        long before = till.available(member);

        deployment.emptyRedis();

        awaitWrites();
        assertThat(till.available(member)).isEqualTo(before);
        assertThat(purchase(member, "E", "disk").body().path("duplicate").asBoolean())
                .isTrue();
        assertThat(event(member, "purchase", "another", "E", ORDER, "disk").code())
                .isEqualTo("order-exists");
        assertThat(event(member, "cancel", "E-all", "E", null, "disk").status()).isEqualTo(201);
        assertThat(till.available(member)).isZero();
    }

    /** Nobody asks for this member: the sweeper finds it in the ledger. */
    @Test
    void cold_member_is_settled_by_itself_when_something_is_due() {
        String member = till.member();
        till.earn(member, 30, "give", "ledger");
        Client.Answer held = till.post(
                "/v1/members/" + member + "/holds",
                "{\"unit\":\"points\",\"amount\":20,\"ttl\":\"PT2S\"}",
                "hold",
                "ledger");
        assertThat(held.status()).as(held.toString()).isEqualTo(201);
        deployment.evict(programme, member);
        assertThat(deployment.isHot(programme, member)).isFalse();

        await().atMost(SOON).until(() -> entries(member) == 3);

        assertThat(till.available(member)).isEqualTo(30);
        assertThat(till.state(member).at("/balances/points/held").asLong()).isZero();
    }

    @Test
    void older_postgres_gets_what_redis_still_holds_once_more() {
        String member = till.member();
        till.earn(member, 5, "base", "ledger");
        deployment.keepPostgres("earlier");
        await().atMost(SOON)
                .until(() -> till.earn(member, 100, "after", "ledger").status() == 201);
        till.earn(member, 7, "last", "ledger");
        awaitNoted();
        double before = deployment.metric(MISSING);

        deployment.putBackPostgres("earlier");

        await().atMost(SOON).until(() -> entries(member) == 3);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deployment.metric(MISSING)).isEqualTo(before + 2));
        await().atMost(SOON).until(() -> till.earn(member, 1, "now", "ledger").status() == 201);
        assertThat(till.available(member)).isEqualTo(113);
        assertThat(till.earn(member, 100, "after", "ledger").replayed()).isTrue();
        assertThat(new Verify(deployment.server().postgres())
                        .run(null, seen -> {})
                        .await()
                        .findings())
                .isEmpty();
    }

    /** Waits until Redis was told that Postgres has all of it. */
    private static void awaitNoted() {
        String meta = deployment.redisCommand("KEYS", "*:meta").replaceAll("[\\[\\]]", "");
        await().atMost(SOON)
                .until(() -> deployment
                        .redisCommand("HGET", meta, "flushed")
                        .equals(deployment.redisCommand("HGET", meta, "seq")));
    }

    private static long entries(String member) {
        return deployment
                .server()
                .postgres()
                .query("SELECT count(*) FROM entry WHERE member = '" + member + "'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .otherwise(-1L)
                .await();
    }

    private static void awaitWrites() {
        await().atMost(SOON)
                .until(() ->
                        till.earn(other, 1, "w" + System.nanoTime(), "disk").status() == 201);
    }

    private static Client.Answer purchase(String member, String order, String ack) {
        return event(member, "purchase", order, order, ORDER, ack);
    }

    private static Client.Answer goBack(String member, String order, String ack) {
        return event(member, "return", "back-" + order, order, "\"lines\":[{\"id\":\"1\",\"quantity\":1}]", ack);
    }

    private static Client.Answer event(
            String member, String type, String id, String order, String content, String ack) {
        String body = "{\"type\":\"" + type + "\",\"id\":\"" + id + "\",\"source\":\"till\",\"member\":\"" + member
                + "\",\"occurredAt\":\"" + bought + "\",\"channel\":\"store\""
                + (order == null
                        ? ""
                        : ",\"order\":{\"id\":\"" + order + "\"" + (content == null ? "" : "," + content) + "}")
                + "}";
        return till.post("/v1/events", body, id, ack);
    }
}
