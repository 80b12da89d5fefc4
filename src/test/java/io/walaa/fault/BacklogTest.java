package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Postgres is away until the backlog refuses writes, and comes back: callers are told how long it takes. */
class BacklogTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String BACKLOG = "walaa_flush_backlog_entries";
    private static final int AGE_SECONDS = 8;
    private static final int ENTRIES = 5_000;
    private static final int MEMBERS = 10;
    private static final int BATCH = 500;
    /** Below it whole seconds say too little. */
    private static final double JUDGED_SECONDS_MIN = 2;

    private record Told(long atNanos, long seconds) {}

    @Test
    void once_postgres_is_back_callers_are_told_how_long_its_backlog_takes() {
        try (Deployment deployment =
                Deployment.start("WALAA_PARTITIONS", "1", "WALAA_BACKLOG_SECONDS", Integer.toString(AGE_SECONDS))) {
            String key = deployment.server().key(deployment.server().programme(), "read", "earn", "members");
            Client till = new Client(deployment.server().url(), key);
            List<String> members = Stream.generate(till::member).limit(MEMBERS).toList();
            // what a first flush costs is not to be taken for Postgres's pace
            assertThat(visits(till, members, "warm")).isEqualTo(BATCH);
            await().atMost(SOON)
                    .until(() -> till.earn(members.get(0), 1, "first", "ledger").status() == 201);
            slowDown(deployment);
            deployment.killPostgres();
            int committed = fill(till, members);
            long filled = System.nanoTime();
            // all of it is too old then, so that writes pass once all of it is flushed
            await().atMost(SOON).until(() -> seconds(filled, System.nanoTime()) > AGE_SECONDS);
            Client.Answer refused = till.earn(members.get(0), 1, "late", "disk");
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("ledger-behind");
            assertThat(refused.retryAfter())
                    .as("until Postgres is looked for again")
                    .isEqualTo(1);

            deployment.startPostgres();
            List<Told> told = new ArrayList<>();
            await().atMost(SOON).until(() -> {
                boolean drains = deployment.metric(BACKLOG) < committed;
                Client.Answer answer = till.earn(members.get(0), 1, "late", "disk");
                if (drains && answer.status() == 503) {
                    told.add(new Told(System.nanoTime(), answer.retryAfter()));
                }
                return answer.status() == 201;
            });

            assertMedianIsWithinHalf(told, System.nanoTime());
            await().atMost(SOON)
                    .until(() -> till.earn(members.get(0), 1, "last", "ledger").status() == 201);
            await().atMost(SOON).until(() -> deployment.metric(BACKLOG) == 0);
        }
    }

    /** A Postgres on a slow disk: each entry costs it 2 ms. */
    private static void slowDown(Deployment deployment) {
        for (String statement : List.of(
                "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(0.002); RETURN NEW; END'",
                "CREATE TRIGGER slow BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION slow()")) {
            deployment.server().postgres().query(statement).execute().await();
        }
    }

    private static void assertMedianIsWithinHalf(List<Told> told, long passed) {
        List<Double> ratios = told.stream()
                .filter(one -> seconds(one.atNanos, passed) >= JUDGED_SECONDS_MIN)
                .map(one -> one.seconds / seconds(one.atNanos, passed))
                .sorted()
                .toList();
        assertThat(ratios).as("was told while it drained").isNotEmpty();
        assertThat(ratios.get(ratios.size() / 2)).as(ratios.toString()).isBetween(0.5, 1.5);
    }

    /** Visits until there are enough or the oldest waits too long; how many. */
    private static int fill(Client till, List<String> members) {
        int committed = 0;
        int done = BATCH;
        for (int i = 0; i < ENTRIES && done == BATCH; i += BATCH) {
            done = visits(till, members, "visit" + i);
            committed += done;
        }
        return committed;
    }

    /** A batch of visits; how many of them were committed. */
    private static int visits(Client till, List<String> members, String name) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            lines.append("{\"source\":\"door\",\"type\":\"visit\",\"id\":\"" + name + "-" + i + "\",\"member\":\""
                    + members.get(i % members.size()) + "\",\"occurredAt\":\"" + Instant.now() + "\"}\n");
        }
        return (int) till.batch(lines.toString()).stream()
                .filter(line -> line.contains("\"status\":201"))
                .count();
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
