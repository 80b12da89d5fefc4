package io.walaa.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.proof.check.Report;
import io.walaa.proof.mutant.Mutant;
import io.walaa.proof.mutant.Mutants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker is checked: every server with a rule left out is found out, and the server itself is not. */
@Tag("mutants")
class MutantsTest {
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    @Test
    void every_mutant_is_caught_in_every_seed() throws Exception {
        List<String> escaped = new ArrayList<>();
        for (Mutant mutant : Mutants.ALL) {
            TreeSet<String> caughtBy = new TreeSet<>();
            int caught = 0;
            for (long seed : SEEDS) {
                Report report = play(mutant.patches(), mutant.betrayedBy(), seed);
                caughtBy.addAll(report.findings().names());
                caught += report.findings().isEmpty() ? 0 : 1;
            }
            System.out.printf(
                    "%s | under: %s | caught in %d of %d by: %s%n",
                    mutant.name(), mutant.betrayedBy().name(), caught, SEEDS.size(), String.join(", ", caughtBy));
            if (caught < SEEDS.size()) {
                escaped.add(mutant.name());
            }
        }
        assertThat(escaped).isEmpty();
    }

    @Test
    void the_server_itself_passes_the_same_scripts_and_seeds() throws Exception {
        Path folder = Files.createTempDirectory("walaa-proof");
        try (Site site = Site.start(folder, List.of())) {
            for (Script script : Scripts.ALL) {
                for (long seed : SEEDS) {
                    Report report = script.setAside() ? play(List.of(), script, seed) : Run.script(site, script, seed);
                    assertThat(report.findings().isEmpty())
                            .as(script.name() + ", seed " + seed + ": " + report)
                            .isTrue();
                }
            }
        }
        Stores.delete(folder);
    }

    private static Report play(List<io.walaa.proof.mutant.Patch> patches, Script script, long seed) throws Exception {
        Path folder = Files.createTempDirectory("walaa-proof");
        try (Site site = Site.start(folder, patches)) {
            return Run.script(site, script, seed);
        } finally {
            Stores.delete(folder);
        }
    }
}
