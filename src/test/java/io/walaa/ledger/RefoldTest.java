package io.walaa.ledger;

import static io.walaa.ledger.LedgerFixture.PROGRAMME;
import static io.walaa.ledger.LedgerFixture.earn;
import static io.walaa.ledger.LedgerFixture.redeem;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.Page;
import io.walaa.member.MemberId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefoldTest {
    private LedgerFixture ledger;
    private MemberId member;
    private MemberId late;

    @BeforeEach
    void flush() {
        ledger = new LedgerFixture();
        member = ledger.member();
        late = ledger.member();
        commit(member, "earn", List.of(new Page("o:A", "first", true)), 10);
        commit(member, "earn", List.of(), 20);
        ledger.journal.commit(0, member, "redeem", ledger.journal.operation(), Map.of(), List.of(), redeem(30));
        commit(member, "earn", List.of(new Page("o:A", "second", false)), 5);
        commit(late, "earn", List.of(new Page("o:B", "only", true)), 7);
        Flusher flusher = ledger.flusher("a");
        ledger.flushed();
        flusher.stop().await();
    }

    @AfterEach
    void close() {
        ledger.pool.close().await();
        ledger.vertx.close().await();
    }

    private void commit(MemberId who, String type, List<Page> pages, long amount) {
        ledger.journal.commit(0, who, type, ledger.journal.operation(), Map.of(), pages, earn(amount));
    }

    @Test
    void what_was_flushed_is_what_the_entries_come_to() {
        assertThat(differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE member_state SET recent = recent || '{\"d.points\":\"7\"}' WHERE seq = 4",
                "UPDATE member_state SET seq = 3 WHERE seq = 4",
                "UPDATE member_state SET next_due = next_due + interval '1 day'",
                "DELETE FROM member_state WHERE seq = 4",
                "UPDATE page SET content = 'other' WHERE name = 'o:A'",
                "DELETE FROM page",
                "UPDATE account_total SET amount = amount + 1 WHERE account = 'available'",
                "INSERT INTO account_total VALUES (5, 0, 0, 'p', 'u', 'available')",
                "DELETE FROM account_total"
            })
    void drift_is_found_and_written_anew(String drift) {
        ledger.sql(drift);
        assertThat(differences()).as(drift).isNotEmpty();

        ledger.pool.withTransaction(open -> Refold.write(open, 0)).await();

        assertThat(differences()).as(drift).isEmpty();
        assertThat(new Verify(ledger.pool).run(null, seen -> {}).await().findings())
                .isEmpty();
    }

    @Test
    void what_is_after_an_accepted_loss_is_gone_from_every_table() {
        ledger.pool.withTransaction(open -> Refold.cutAfter(open, 0, 2)).await();

        assertThat(differences()).isEmpty();
        assertThat(new Verify(ledger.pool).run(null, seen -> {}).await().findings())
                .isEmpty();
        assertThat(ledger.number("SELECT count(*) FROM entry")).isEqualTo(2);
        assertThat(ledger.number("SELECT count(*) FROM operation")).isEqualTo(2);
        assertThat(ledger.number("SELECT count(*) FROM member_state")).isEqualTo(1);
        assertThat(ledger.number("SELECT last_seq FROM partition_state WHERE partition = 0"))
                .isEqualTo(2);
        assertThat(ledger.number("SELECT count(*) FROM page WHERE content = 'first'"))
                .isEqualTo(1);
        assertThat(ledger.number("SELECT amount FROM account_total WHERE account = 'available' AND programme = '"
                        + PROGRAMME + "'"))
                .isEqualTo(30);
    }

    @Test
    void everything_can_be_taken_back() {
        ledger.pool.withTransaction(open -> Refold.cutAfter(open, 0, 0)).await();

        assertThat(differences()).isEmpty();
        assertThat(new Verify(ledger.pool).run(null, seen -> {}).await().findings())
                .isEmpty();
        assertThat(ledger.number("SELECT count(*) FROM account_total")).isZero();
    }

    private List<Finding> differences() {
        return Refold.differences(ledger.pool, 0).await();
    }
}
