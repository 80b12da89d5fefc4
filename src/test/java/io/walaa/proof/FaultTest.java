package io.walaa.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.proof.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nothing that was acknowledged is lost and nothing is done twice, whatever dies. {@code -Dfault.seconds} says for how
 * long, {@code -Dfault.seed} with which random numbers.
 */
class FaultTest {
    private static final int SECONDS = Integer.getInteger("fault.seconds", 20);
    private static final long SEED = Long.getLong("fault.seed", 1);

    @Test
    void acknowledged_operations_survive_and_happen_once() throws Exception {
        Path folder = Files.createTempDirectory("walaa-proof");
        try (Site site = Site.start(folder, List.of())) {
            Report report = Run.random(site, SEED, SECONDS);
            System.out.println("seed " + SEED + ", " + SECONDS + " s: " + report);
            assertThat(report.findings().isEmpty())
                    .as("seed " + SEED + ", files in " + folder + ": " + report)
                    .isTrue();
            assertThat(report.acknowledged()).isPositive();
        }
        Stores.delete(folder);
    }
}
