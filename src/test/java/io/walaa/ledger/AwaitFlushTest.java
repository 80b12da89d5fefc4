package io.walaa.ledger;

import static io.walaa.ledger.LedgerFixture.earn;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.walaa.journal.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwaitFlushTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void number_releases_only_within_its_generation() {
        Future<AwaitFlush.Outcome> older = ledger.waiting.entry(new Position(0, 1), 1, "mine");
        Future<AwaitFlush.Outcome> newer = ledger.waiting.entry(new Position(0, 1), 2, "other");
        ledger.waiting.released(0, 5, 2);

        assertThat(newer.await()).isEqualTo(AwaitFlush.Outcome.FLUSHED);
        assertThat(older.isComplete()).isFalse();
        assertThat(older.await()).isEqualTo(AwaitFlush.Outcome.PENDING);
    }

    @Test
    void commit_id_in_postgres_releases_whatever_the_generation() {
        Position position = ledger.journal.commit(0, ledger.member(), "earn", earn(1));
        String commitId = ledger.journal.entry(position).commitId();
        ledger.flusher("a");
        ledger.flushed();

        assertThat(ledger.waiting.entry(position, 9, commitId).await()).isEqualTo(AwaitFlush.Outcome.FLUSHED);
        assertThat(ledger.waiting.entry(position, 9, "lost").await()).isEqualTo(AwaitFlush.Outcome.LOST);
    }

    @Test
    void reply_goes_out_with_less_when_nothing_is_flushed() {
        assertThat(ledger.waiting.entry(new Position(0, 1), 1, "mine").await()).isEqualTo(AwaitFlush.Outcome.PENDING);
        assertThat(ledger.waiting.position(new Position(0, 1), 1).await()).isNull();
    }
}
