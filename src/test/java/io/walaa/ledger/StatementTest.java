package io.walaa.ledger;

import static io.walaa.ledger.LedgerFixture.PROGRAMME;
import static io.walaa.ledger.LedgerFixture.earn;
import static io.walaa.ledger.LedgerFixture.redeem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.journal.Position;
import io.walaa.member.MemberId;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementTest {
    private final LedgerFixture ledger = new LedgerFixture();
    private final Statement statement = new Statement(ledger.pool, ledger.waiting);
    private final MemberId member = ledger.member();

    @AfterEach
    void close() {
        ledger.close();
    }

    private Statement.Page read(int limit, String cursor) {
        return statement.read(PROGRAMME, member, limit, cursor, null).await();
    }

    @Test
    void rows_are_newest_first_with_the_balance_after_each() {
        ledger.journal.commit(0, member, "earn", earn(35));
        ledger.journal.commit(
                0,
                member,
                "redeem",
                ledger.journal.operation(),
                Map.of("reference", "order A-1002"),
                List.of(),
                redeem(30));
        ledger.flusher("a");
        ledger.flushed();

        Statement.Page page = read(10, null);

        assertThat(page.rows()).extracting(StatementRow::amount).containsExactly(-30L, 35L);
        assertThat(page.rows()).extracting(StatementRow::available).containsExactly(5L, 35L);
        assertThat(page.rows()).extracting(StatementRow::reference).containsExactly("order A-1002", null);
        assertThat(page.rows()).extracting(StatementRow::event).containsExactly(null, "purchase");
        assertThat(page.rows().get(0).entry()).startsWith("txn_" + member.body());
        assertThat(page.flushedSeq()).isEqualTo(2);
        assertThat(page.next()).isNull();
    }

    @Test
    void pages_show_every_row_once_also_within_an_entry_of_two_units() {
        for (int i = 0; i < 5; i++) {
            ledger.journal.commit(0, member, "earn", change -> {
                change.post(Account.ISSUED, Account.AVAILABLE, "points", 10, Lot.active(Lot.NEVER));
                change.post(Account.ISSUED, Account.PENDING, "stars", 1, new Lot(Lot.NEVER, Lot.ON_CONFIRMATION, "A"));
            });
            ledger.journal.commit(0, member, "profile", change -> change.fact("z", "Asia/Kuwait"));
        }
        ledger.flusher("a");
        ledger.flushed();

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Statement.Page page = read(3, cursor);
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(3);
            page.rows().forEach(row -> seen.add(row.seq() + row.unit() + row.amount() + row.pending()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen)
                .containsExactly(
                        "9points100",
                        "9stars01",
                        "7points100",
                        "7stars01",
                        "5points100",
                        "5stars01",
                        "3points100",
                        "3stars01",
                        "1points100",
                        "1stars01");
    }

    @Test
    void statement_waits_for_what_was_committed_before_it() {
        Flusher flusher = ledger.flusher("a");
        Position position = ledger.journal.commit(0, member, "earn", earn(1));
        flusher.dirty(0, true);

        Statement.Page page = statement
                .read(PROGRAMME, member, 10, null, new Statement.Committed(position, 1))
                .await();

        assertThat(page.rows()).hasSize(1);
    }

    @Test
    void unknown_member_has_no_rows_and_a_made_up_cursor_is_refused() {
        assertThat(read(10, null)).isEqualTo(new Statement.Page(List.of(), null, 0));
        assertThatThrownBy(() -> read(10, "made-up!")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cold_member_comes_with_its_flushed_fields_or_those_it_was_registered_with() {
        LedgerStateSource source = new LedgerStateSource(ledger.pool);
        ledger.sql("INSERT INTO programme (id) VALUES ('" + PROGRAMME + "')");
        ledger.sql("INSERT INTO member (programme, id, initial) VALUES ('" + PROGRAMME + "', '" + member.value()
                + "', '{\"z\": \"Asia/Kuwait\", \"o\": \"ar-KW\"}')");

        assertThat(source.member(0, PROGRAMME, member).await().fields())
                .isEqualTo(Map.of("seq", "0", "z", "Asia/Kuwait", "o", "ar-KW"));
        assertThat(source.member(0, PROGRAMME, ledger.member()).await()).isNull();
        assertThat(source.member(0, PROGRAMME, new MemberId("house:stock:mug"))
                        .await()
                        .at())
                .isZero();
        Position position =
                ledger.journal.commit(0, member, "earn", earn(35).andThen(change -> change.fact("o", "en")));
        ledger.flusher("a");
        ledger.flushed();

        var cold = source.member(0, PROGRAMME, member).await();

        assertThat(cold.partitionSeq()).isEqualTo(1);
        assertThat(cold.at()).isEqualTo(1);
        assertThat(cold.fields())
                .containsEntry("seq", "1")
                .containsEntry("z", "Asia/Kuwait")
                .containsEntry("o", "en")
                .containsValue("35");
        var stored = ledger.journal.entry(position);
        assertThat(source.entry(position).await()).isEqualTo(stored);
        assertThat(source.entry(PROGRAMME, member, 1).await()).isEqualTo(stored);
        assertThat(source.entry(new Position(0, 2)).await()).isNull();
    }
}
