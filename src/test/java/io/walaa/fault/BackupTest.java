package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Client;
import io.walaa.fixture.Deployment;
import io.walaa.ledger.Verify;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A backup made under a running server is put back, with and without what Redis still holds. */
class BackupTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static Deployment deployment;
    private static String key;

    @BeforeAll
    static void start() {
        deployment = Deployment.start("WALAA_PARTITIONS", "1");
        key = deployment.server().key(deployment.server().programme(), "read", "earn", "redeem", "members");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void backup_comes_back_whole_and_redis_brings_what_came_after_it() throws Exception {
        String member = till().member();
        till().earn(member, 10, "before", "ledger");
        String position = backup("first");
        till().earn(member, 20, "after", "ledger");

        Deployment.Said running = deployment.command("restore", "first");
        assertThat(running.code()).isEqualTo(1);
        assertThat(running.output()).contains("A server runs on this database");
        assertThat(till().available(member)).isEqualTo(30);

        deployment.stopServer();
        Deployment.Said wrong =
                deployment.command("restore", "first", "--accept-loss-after", "2020-01-01T00:00:00.000Z");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.output()).contains("This backup ends at " + position);
        Deployment.Said restored = deployment.command("restore", "first");
        assertThat(restored.code()).as(restored.output()).isZero();
        assertThat(restored.output())
                .contains("Postgres has the ledger up to " + position)
                .contains("Redis still holds 1 entries from after it", "Nothing is known to be lost.");
        deployment.restartServer();

        assertThat(till().available(member)).isEqualTo(30);
        assertThat(till().earn(member, 20, "after", "ledger").replayed()).isTrue();
        assertBooksHold();
    }

    /**
     * What each level of acknowledgement loses when Redis is gone as well: all after the backup, and nothing before it.
     */
    @Test
    void what_neither_has_any_more_is_lost_only_when_that_is_accepted() throws Exception {
        String member = till().member();
        till().earn(member, 10, "before", "ledger");
        String position = backup("second");
        till().earn(member, 20, "at-ledger", "ledger");
        till().earn(member, 40, "at-disk", "ledger");
        deployment.stopServer();
        String journal = deployment.redisCommand("KEYS", "*:journal").replaceAll("[\\[\\]]", "");
        deployment.redisCommand("XTRIM", journal, "MAXLEN", "1");

        Deployment.Said aside = deployment.command("restore", "second");
        assertThat(aside.code()).as(aside.output()).isEqualTo(1);
        assertThat(aside.output()).contains("In 1 partitions entries from after it are lost");

        Deployment.Said accepted = deployment.command("restore", "second", "--accept-loss-after", position);
        assertThat(accepted.code()).as(accepted.output()).isZero();
        assertThat(accepted.output()).contains("In 1 partitions what came after it is lost. 1 entries");
        assertThat(Files.readString(deployment.folder().resolve("second.lost.ndjson")))
                .contains(member);
        deployment.restartServer();

        assertThat(till().available(member)).isEqualTo(10);
        assertThat(till().earn(member, 10, "before", "ledger").replayed()).isTrue();
        assertThat(till().earn(member, 20, "at-ledger", "ledger").replayed()).isFalse();
        assertThat(till().available(member)).isEqualTo(30);
        assertBooksHold();
    }

    @Test
    void file_that_is_no_whole_backup_changes_nothing() throws Exception {
        backup("third");
        Path file = deployment.folder().resolve("third");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        Deployment.Said cut = deployment.command("restore", "third");

        assertThat(cut.code()).isEqualTo(1);
        assertThat(cut.output()).contains("Nothing was restored");
        assertThat(deployment.command("backup", "third").output()).contains("There is a file");
        assertThat(deployment.command("restore", "fourth").output()).contains("There is no file ");
        assertThat(deployment.command("backup", "nowhere/fifth").output()).contains("There is no folder ");
        assertBooksHold();
    }

    private static String backup(String name) {
        Deployment.Said made = deployment.command("backup", name);
        assertThat(made.code()).as(made.output()).isZero();
        return made.output().replaceAll("(?s).*up to ([0-9TZ:.-]+),.*", "$1");
    }

    private static Client till() {
        return new Client(deployment.server().url(), key);
    }

    private static void assertBooksHold() {
        var postgres = deployment.server().postgres();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(new Verify(postgres)
                                .run(null, seen -> {})
                                .await()
                                .findings())
                        .isEmpty());
    }
}
