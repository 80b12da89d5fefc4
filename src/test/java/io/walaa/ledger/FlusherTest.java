package io.walaa.ledger;

import static io.walaa.ledger.LedgerFixture.PROGRAMME;
import static io.walaa.ledger.LedgerFixture.earn;
import static io.walaa.ledger.LedgerFixture.redeem;
import static io.walaa.ledger.LedgerFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.walaa.decision.Page;
import io.walaa.fixture.MemoryJournal;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.OperationKey;
import io.walaa.journal.Position;
import io.walaa.member.MemberId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlusherTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void entry_reaches_every_table() {
        MemberId member = ledger.member();
        ledger.journal.commit(
                3,
                member,
                "earn",
                ledger.journal.operation(),
                Map.of("reference", "order A-1"),
                List.of(new Page("order:A-1", "{\"lines\":1}", true)),
                earn(35).andThen(change -> change.fact("c.base", "35")));
        ledger.journal.commit(3, member, "redeem", redeem(5).andThen(change -> change.fact("c.base", null)));
        ledger.flusher("a");
        ledger.flushed();

        assertThat(ledger.text("SELECT string_agg(member_seq || type || coalesce(event, '-'), ' ' ORDER BY seq)"
                        + " FROM entry WHERE partition = 3"))
                .isEqualTo("1earnpurchase 2redeem-");
        assertThat(ledger.text("SELECT note FROM entry WHERE seq = 1")).contains("order A-1");
        assertThat(ledger.text("SELECT string_agg(debit || '>' || credit || amount, ' ' ORDER BY seq) FROM transfer"))
                .isEqualTo("issued>available35 available>redeemed5");
        assertThat(ledger.text("SELECT fields FROM member_fields"))
                .contains("\"30\"")
                .doesNotContain("c.base");
        assertThat(ledger.number("SELECT seq FROM member_state WHERE pages AND next_due IS NOT NULL"))
                .isEqualTo(2);
        assertThat(ledger.text("SELECT content FROM page")).isEqualTo("{\"lines\":1}");
        assertThat(ledger.number("SELECT count(*) FROM operation WHERE expires_at > now()"))
                .isEqualTo(2);
        assertThat(ledger.number("SELECT last_seq FROM partition_state WHERE partition = 3"))
                .isEqualTo(2);
        assertThat(ledger.text("SELECT string_agg(account || amount, ' ' ORDER BY account) FROM account_total"))
                .isEqualTo("available30 issued-35 redeemed5");
        assertThat(ledger.findings()).isEmpty();
    }

    @Test
    void drained_journal_is_told_and_keeps_its_tail() {
        Flusher flusher = ledger.flusher("a");
        ledger.journal.commit(0, ledger.member(), "earn", earn(1));
        flusher.dirty(0, true);

        until(() -> !ledger.journal.notes().isEmpty());
        assertThat(ledger.journal.notes().get(0).seq()).isEqualTo(1);
        assertThat(ledger.journal.notes().get(0).bytes()).isPositive();
        assertThat(ledger.journal.notes().get(0).keepFrom()).isZero();
        until(() -> ledger.journal.announced().contains(0));
    }

    @Test
    void journal_is_told_what_the_one_who_flushed_it_did_not_say() {
        ledger.journal.commit(0, ledger.member(), "earn", earn(1));
        ledger.flusher("a");
        until(() -> ledger.journal.notes().size() == 1);

        ledger.journal.unnoted(0);

        until(() -> ledger.journal.notes().size() == 2);
        assertThat(ledger.journal.notes().get(1).seq()).isEqualTo(1);
    }

    @Test
    void repeated_operation_is_kept_as_a_duplicate_and_stops_nobody() {
        OperationKey once = MemoryJournal.operation(77, OperationKey.Kind.EVENT);
        MemberId member = ledger.member();
        ledger.journal.commit(1, member, "earn", once, Map.of(), List.of(), earn(10));
        ledger.flusher("a");
        ledger.flushed();
        ledger.journal.commit(1, member, "earn", once, Map.of(), List.of(), earn(10));
        ledger.journal.commit(1, member, "earn", earn(1));
        ledger.journal.commit(2, ledger.member(), "earn", earn(1));
        ledger.flushed();

        assertThat(ledger.text("SELECT string_agg(partition || ':' || seq, ' ') FROM duplicate"))
                .isEqualTo("1:2");
        assertThat(ledger.number("SELECT count(*) FROM entry")).isEqualTo(4);
        assertThat(ledger.metrics.counter("walaa.flush.duplicates").count()).isEqualTo(1);
        assertThat(ledger.findings()).isEmpty();
    }

    @Test
    void a_batch_that_another_node_flushed_meanwhile_sets_nothing_aside() {
        ledger.journal.commit(1, ledger.member(), "earn", earn(1));
        ledger.flusher("a");
        ledger.flushed();
        PgConnection connection =
                PgConnection.connect(ledger.vertx, ledger.database.options()).await();
        FlushTrouble trouble = new FlushTrouble(
                (partition, why) -> Future.succeededFuture(), new LedgerMonths(ledger.pool), "b", () -> {});
        FlushedPartition partition = new FlushedPartition(
                PartitionStateTable.read(connection, new Integer[] {1}).await().get(0), 0);
        FlushRefused refused = new FlushRefused("a row is there already");

        trouble.unwritten(connection, partition, new PartitionRun(1, 1, 0, List.of(), 1, true, 0), refused)
                .await();
        assertThat(ledger.number("SELECT count(*) FROM partition_state WHERE quarantine IS NOT NULL"))
                .isZero();

        trouble.unwritten(connection, partition, new PartitionRun(1, 1, 1, List.of(), 1, true, 0), refused)
                .await();
        assertThat(ledger.text("SELECT quarantine FROM partition_state WHERE partition = 1"))
                .isEqualTo("a row is there already");
        connection.close().await();
    }

    @Test
    void key_whose_window_has_passed_is_free() {
        OperationKey key = MemoryJournal.operation(78, OperationKey.Kind.KEY);
        MemberId member = ledger.member();
        ledger.journal.commit(1, member, "earn", key, Map.of(), List.of(), earn(10));
        ledger.flusher("a");
        ledger.flushed();
        ledger.sql("UPDATE operation SET expires_at = now() - interval '1 hour'");
        ledger.journal.commit(1, member, "earn", key, Map.of(), List.of(), earn(10));
        ledger.flushed();

        assertThat(ledger.number("SELECT count(*) FROM duplicate")).isZero();
        assertThat(ledger.number("SELECT seq FROM operation")).isEqualTo(2);
    }

    @Test
    void fork_is_refused_and_handed_to_validation() {
        Flusher flusher = ledger.flusher("a");
        MemberId member = ledger.member();
        ledger.journal.commit(4, member, "earn", earn(1));
        ledger.flushed();
        flusher.stop().await();
        Position second = ledger.journal.commit(4, member, "earn", earn(1));
        JournalEntry entry = ledger.journal.entry(second);
        ledger.journal.replace(
                second, new JournalEntry(second, entry.commitId(), "another", entry.body(), entry.note()));
        ledger.flusher("b");

        until(() -> !ledger.validations.isEmpty());
        assertThat(ledger.validations.get(0)).isEqualTo("4: entry 2 does not follow on entry 1");
        assertThat(ledger.number("SELECT last_seq FROM partition_state WHERE partition = 4"))
                .isEqualTo(1);
    }

    @Test
    void other_generation_rolls_back_and_is_handed_to_validation() {
        ledger.sql("UPDATE partition_state SET gen = 2 WHERE partition = 5");
        ledger.journal.commit(5, ledger.member(), "earn", earn(1));
        ledger.journal.commit(6, ledger.member(), "earn", earn(1));
        ledger.flusher("a");

        until(() -> !ledger.validations.isEmpty());
        assertThat(ledger.validations.get(0)).isEqualTo("5: read under generation 1, Postgres has 2");
        assertThat(ledger.number("SELECT count(*) FROM entry WHERE partition = 5"))
                .isZero();
        until(() -> ledger.number("SELECT count(*) FROM entry WHERE partition = 6") == 1);
        ledger.journal.generation(5, 2);
        ledger.flushed();
    }

    @Test
    void bad_partition_is_set_aside_and_the_others_go_on() {
        MemberId member = ledger.member();
        ledger.journal.commit(0, ledger.member(), "earn", earn(1));
        ledger.journal.commit(1, member, "earn", earn(1));
        Position bad = ledger.journal.commit(1, member, "earn", earn(1));
        JournalEntry entry = ledger.journal.entry(bad);
        ledger.journal.replace(
                bad,
                new JournalEntry(
                        bad,
                        entry.commitId(),
                        entry.previousCommitId(),
                        entry.body().replace("\"s\":2", "\"s\":3"),
                        ""));
        ledger.journal.append(2, "readable?", "no", "");
        ledger.flusher("a");

        until(() -> ledger.number("SELECT count(*) FROM partition_state WHERE quarantine IS NOT NULL") == 2);
        until(() -> ledger.number("SELECT count(*) FROM entry WHERE partition = 0") == 1);
        assertThat(ledger.text("SELECT quarantine FROM partition_state WHERE partition = 1"))
                .isEqualTo("member sequence 3 after 1");
        assertThat(ledger.text("SELECT quarantine FROM partition_state WHERE partition = 2"))
                .isEqualTo("entry 1 cannot be read");
        until(() ->
                ledger.metrics.get("walaa.flush.quarantined.partitions").gauge().value() == 2);
        ledger.journal.replace(bad, entry);
        ledger.sql("UPDATE partition_state SET quarantine = NULL WHERE partition = 1");
        until(() -> ledger.number("SELECT last_seq FROM partition_state WHERE partition = 1") == 2);
    }

    @Test
    void fenced_journal_is_handed_to_validation() {
        ledger.journal.commit(7, ledger.member(), "earn", earn(1));
        ledger.journal.fenced(7, true);
        ledger.flusher("a");

        until(() -> !ledger.validations.isEmpty());
        assertThat(ledger.validations.get(0)).startsWith("7: ");
        ledger.journal.fenced(7, false);
        ledger.flushed();
    }

    @Test
    void connection_that_breaks_under_load_loses_and_doubles_nothing() {
        Flusher flusher = ledger.flusher("a");
        MemberId member = ledger.member();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 200; i++) {
                ledger.journal.commit(i % 8, i % 8 == 0 ? member : ledger.member(), "earn", earn(1));
                flusher.dirty(i % 8, false);
            }
            ledger.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'walaa flusher' AND datname = current_database()");
        }
        ledger.flushed();

        assertThat(ledger.number("SELECT count(*) FROM entry")).isEqualTo(2_000);
        assertThat(ledger.findings()).isEmpty();
    }

    @Test
    void a_transaction_that_waits_holds_up_its_own_line_only() {
        Flusher flusher = ledger.flusher("a");
        PgConnection other =
                PgConnection.connect(ledger.vertx, ledger.database.options()).await();
        other.query("BEGIN; SELECT FROM partition_state WHERE partition = 0 FOR UPDATE")
                .execute()
                .await();
        ledger.journal.commit(0, ledger.member(), "earn", earn(1));
        flusher.dirty(0, true);
        until(() -> ledger.number("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                == 1);

        ledger.journal.commit(1, ledger.member(), "earn", earn(1));
        flusher.dirty(1, true);

        until(() -> ledger.number("SELECT last_seq FROM partition_state WHERE partition = 1") == 1);
        assertThat(ledger.number("SELECT last_seq FROM partition_state WHERE partition = 0"))
                .isZero();
        other.close().await();
        ledger.flushed();
        assertThat(ledger.findings()).isEmpty();
    }

    @Test
    void waiting_reply_is_released_once_it_is_flushed() throws Exception {
        Flusher flusher = ledger.flusher("a");
        Position position = ledger.journal.commit(2, ledger.member(), "earn", earn(1));
        var flushed = ledger.waiting
                .entry(position, 1, ledger.journal.entry(position).commitId())
                .toCompletionStage()
                .toCompletableFuture();
        flusher.dirty(2, true);

        assertThat(flushed.get(60, TimeUnit.SECONDS)).isEqualTo(AwaitFlush.Outcome.FLUSHED);
        assertThat(ledger.text("SELECT programme FROM entry")).isEqualTo(PROGRAMME);
    }
}
