package io.walaa.ledger;

import static io.walaa.ledger.LedgerFixture.earn;
import static io.walaa.ledger.LedgerFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.member.MemberId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    private long held(String node) {
        return ledger.number("SELECT count(*) FROM partition_state WHERE owner = '" + node + "'");
    }

    @Test
    void two_nodes_share_the_partitions_and_the_one_that_stays_takes_over() {
        ledger.flusher("a");
        assertThat(held("a")).isEqualTo(8);
        Flusher second = ledger.flusher("b");
        until(() -> held("a") == 4 && held("b") == 4);
        MemberId member = ledger.member();
        for (int i = 0; i < 80; i++) {
            ledger.journal.commit(i % 8, i % 8 == 0 ? member : ledger.member(), "earn", earn(1));
        }
        ledger.flushed();

        second.stop().await();
        until(() -> held("a") == 8);
        assertThat(ledger.validations).isEmpty();
        assertThat(ledger.findings()).isEmpty();
    }

    @Test
    void what_a_silent_node_holds_is_free_after_its_lease() {
        ledger.sql("UPDATE partition_state SET owner = 'dead' WHERE partition < 6");
        ledger.sql("INSERT INTO flusher_node VALUES ('dead', clock_timestamp() + interval '700 milliseconds')");
        ledger.journal.commit(0, ledger.member(), "earn", earn(1));
        ledger.flusher("a");

        assertThat(held("dead")).isEqualTo(6);
        ledger.flushed();
        until(() -> held("a") == 8);
    }
}
