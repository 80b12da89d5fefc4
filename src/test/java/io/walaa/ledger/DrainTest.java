package io.walaa.ledger;

import static io.walaa.ledger.LedgerFixture.earn;
import static io.walaa.ledger.LedgerFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.fixture.StoreProxy;
import io.walaa.member.MemberId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller is told to wait while a backlog drains. */
class DrainTest {
    private static final int ENTRIES = 1_600;
    private static final int BATCH = 100;
    private static final int POLL_MILLIS = 100;
    private final LedgerFixture ledger = new LedgerFixture();

    private record Guess(long atNanos, long millis) {}

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void guess_is_within_half_of_what_it_takes() {
        fill();
        try (StoreProxy slow = StoreProxy.before(
                URI.create("postgresql://127.0.0.1:" + ledger.database.options().getPort()))) {
            slow.slow(40);
            Flusher flusher = ledger.flusher(
                    ledger.journal,
                    ledger.database
                            .options()
                            .setHost("127.0.0.1")
                            .setPort(URI.create(slow.url()).getPort()),
                    new FlushSettings("a", 2, BATCH, 5, 60_000, POLL_MILLIS, 60_000, 86_400_000));
            List<Guess> guesses = new ArrayList<>();
            until(() -> {
                long flushed = flushed();
                if (flushed > 3 * BATCH && flushed <= ENTRIES * 3 / 4) {
                    guesses.add(new Guess(System.nanoTime(), flusher.drainMillis()));
                }
                return flushed == ENTRIES;
            });
            long end = System.nanoTime();

            List<Double> ratios = guesses.stream()
                    .map(guess -> guess.millis * 1e6 / (end - guess.atNanos))
                    .sorted()
                    .toList();

            assertThat(ratios.get(ratios.size() / 2)).as(ratios.toString()).isBetween(0.5, 1.5);
        }
    }

    private void fill() {
        MemberId[] members = new MemberId[LedgerFixture.PARTITIONS];
        for (int i = 0; i < ENTRIES; i++) {
            int partition = i % LedgerFixture.PARTITIONS;
            members[partition] = members[partition] == null ? ledger.member() : members[partition];
            ledger.journal.commit(partition, members[partition], "earn", earn(1));
        }
    }

    private long flushed() {
        return ledger.number("SELECT sum(last_seq) FROM partition_state");
    }
}
