package io.walaa.ledger;

import static io.walaa.ledger.LedgerFixture.PROGRAMME;
import static io.walaa.ledger.LedgerFixture.earn;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.walaa.member.MemberId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyTest {
    private static LedgerFixture ledger;
    private static MemberId member;

    @BeforeAll
    static void flush() {
        ledger = new LedgerFixture();
        member = ledger.member();
        for (int i = 1; i <= 3; i++) {
            ledger.journal.commit(
                    0, member, "earn", ledger.journal.operation(), Map.of("reason", "goodwill"), List.of(), earn(i));
        }
        Flusher flusher = ledger.flusher("a");
        ledger.flushed();
        flusher.stop().await();
    }

    @AfterAll
    static void close() {
        ledger.pool.close().await();
        ledger.vertx.close().await();
    }

    /** Each row: something that is changed behind the ledger's back, and what is found. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "entry, programme = 'other'",
        "entry, member = 'mem_0000000000000000'",
        "entry, member_seq = 7",
        "entry, commit_id = 'other'",
        "entry, type = 'adjust'",
        "entry, event = NULL",
        "entry, posted_at = posted_at - interval '1 second'",
        "entry, occurred_at = posted_at",
        "entry, version = 2",
        "entry, chain = sha256('x')",
        "entry, note = 'other'",
        "entry, note_salt = sha256('x')",
        "entry, note_digest = sha256('x')",
        "entry, 'body = replace(body, ''\"n\":1'', ''\"n\":2'')'",
        "entry, seq = 9",
        "entry, partition = 1",
        "transfer, seq = 9",
        "transfer, amount = 9",
        "transfer, posted_at = posted_at - interval '1 second'",
        "transfer, expires = NULL",
        "transfer, line = 5",
        "transfer, partition = 1",
        "transfer, programme = 'other'",
        "transfer, member = 'other'",
        "transfer, unit = 'other'",
        "transfer, debit = 'other'",
        "transfer, credit = 'other'",
    })
    void change_of_any_column_is_found(String table, String change) {
        List<String> found = tampered("UPDATE " + table + " SET " + change + " WHERE partition = 0 AND seq = 2");

        assertThat(found).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "DELETE FROM entry WHERE seq = 2",
        "DELETE FROM transfer WHERE seq = 2",
        "DELETE FROM member_state",
        "UPDATE member_state SET seq = 2",
        "UPDATE member_state SET at = 2",
        "UPDATE member_state SET fields = '{}'",
        "UPDATE account_total SET amount = amount + 1 WHERE account = 'available'",
        "UPDATE account_total SET month = 0 WHERE account = 'available'",
        "UPDATE partition_state SET chain = sha256('x') WHERE partition = 0",
        "UPDATE partition_state SET last_seq = 2 WHERE partition = 0",
    })
    void loss_and_drift_are_found(String change) {
        assertThat(tampered(change)).isNotEmpty();
    }

    @Test
    void untouched_ledger_verifies_also_with_its_notes_erased() {
        assertThat(ledger.findings()).isEmpty();
        ledger.sql("CREATE TABLE kept AS SELECT seq, note, note_salt FROM entry");
        assertThat(EraseNotes.upTo(ledger.pool, PROGRAMME, member, 2).await()).isEqualTo(2);

        assertThat(ledger.number("SELECT count(note) FROM entry")).isEqualTo(1);
        assertThat(ledger.findings()).isEmpty();
        ledger.sql("UPDATE entry e SET note = k.note, note_salt = k.note_salt FROM kept k WHERE k.seq = e.seq");
        ledger.sql("DROP TABLE kept");
    }

    @Test
    void another_programme_sees_only_what_is_nobodys() {
        assertThat(new Verify(ledger.pool).run("other", seen -> {}).await().entries())
                .isEqualTo(3);
    }

    /** What is found after a change, which is then undone. */
    private static List<String> tampered(String change) {
        for (String table : List.of("entry", "transfer", "member_state", "account_total", "partition_state")) {
            ledger.sql("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table);
        }
        try {
            ledger.sql(change.replace("fields = '{}'", "recent = '{}', fields = '{}'"));
            return ledger.findings();
        } finally {
            Future<Void> restored = Future.succeededFuture();
            for (String table : List.of("entry", "transfer", "member_state", "account_total", "partition_state")) {
                restored = restored.compose(before ->
                                ledger.pool.query("DELETE FROM " + table).execute())
                        .compose(gone -> ledger.pool
                                .query("INSERT INTO " + table + " SELECT * FROM kept_" + table)
                                .execute())
                        .compose(back ->
                                ledger.pool.query("DROP TABLE kept_" + table).execute())
                        .mapEmpty();
            }
            restored.await();
        }
    }
}
