package io.walaa.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.proof.check.Report;
import io.walaa.proof.check.Total;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nothing that was acknowledged is lost and nothing is done twice, whatever dies. {@code -Dfault.seconds} says for how
 * long, {@code -Dfault.seed} with which random numbers, {@code -Dfault.seeds} how many seeds one after another.
 */
class FaultTest {
    private static final int SECONDS = Integer.getInteger("fault.seconds", 20);
    private static final long SEED = Long.getLong("fault.seed", 1);
    private static final int SEEDS = Integer.getInteger("fault.seeds", 1);

    @Test
    void acknowledged_operations_survive_and_happen_once() throws Exception {
        Total total = new Total();
        for (long seed = SEED; seed < SEED + SEEDS; seed++) {
            Path folder = Files.createTempDirectory("walaa-proof");
            Report report;
            try (Site site = Site.start(folder, List.of())) {
                report = Run.random(site, seed, SECONDS);
            }
            System.out.println("seed " + seed + ", " + SECONDS + " s: " + report);
            assertThat(report.findings().isEmpty())
                    .as("seed " + seed + ", files in " + folder + ": " + report)
                    .isTrue();
            assertThat(report.acknowledged()).isPositive();
            total.add(report);
            Stores.delete(folder);
        }
        System.out.println(SEEDS + " seeds of " + SECONDS + " s together: " + total);
    }
}
