package io.walaa.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.proof.check.Report;
import io.walaa.proof.mutant.Mutant;
import io.walaa.proof.mutant.Mutants;
import io.walaa.proof.mutant.Patch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The checker is checked: every server with a rule left out is found out, and the server itself is not. With
 * {@code -Dmutants.only=text} only those whose rule, or whose script's name, contains it.
 */
@Tag("mutants")
class MutantsTest {
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
    private static final String ONLY = System.getProperty("mutants.only", "");

    /** Most of a script is waiting, so two sites side by side take little longer than one. */
    private static final int SIDE_BY_SIDE = 2;

    @Test
    void every_mutant_is_caught_in_every_seed() throws Exception {
        List<Callable<String>> plays = new ArrayList<>();
        for (Mutant mutant : Mutants.ALL) {
            if (mutant.name().contains(ONLY)) {
                plays.add(() -> escaped(mutant));
            }
        }
        assertThat(all(plays)).as("escaped").containsOnly("");
    }

    @Test
    void the_server_itself_passes_the_same_scripts_and_seeds() throws Exception {
        List<Callable<String>> plays = new ArrayList<>();
        for (Script script : Scripts.ALL) {
            if (script.name().contains(ONLY)) {
                plays.add(() -> accused(script));
            }
        }
        assertThat(all(plays)).as("accused").containsOnly("");
    }

    private static List<String> all(List<Callable<String>> plays) throws Exception {
        ExecutorService stages = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<String> found = new ArrayList<>();
            for (Future<String> play : stages.invokeAll(plays)) {
                found.add(play.get());
            }
            return found;
        } finally {
            stages.shutdown();
        }
    }

    /** The mutant's name if a seed did not catch it, else empty. */
    private static String escaped(Mutant mutant) throws Exception {
        long began = System.nanoTime();
        TreeSet<String> caughtBy = new TreeSet<>();
        int caught = 0;
        for (long seed : SEEDS) {
            Report report;
            Path folder = Files.createTempDirectory("walaa-proof");
            try (Site site = Site.start(folder, mutant.patches())) {
                report = Run.script(site, mutant.betrayedBy(), seed);
            }
            Stores.delete(folder);
            caughtBy.addAll(report.findings().names());
            caught += report.findings().isEmpty() ? 0 : 1;
        }
        System.out.printf(
                "%s | under: %s | caught in %d of %d by: %s | %d s%n",
                mutant.name(),
                mutant.betrayedBy().name(),
                caught,
                SEEDS.size(),
                String.join(", ", caughtBy),
                seconds(began));
        return caught == SEEDS.size() ? "" : mutant.name();
    }

    /** What was wrongly found in the server itself; empty if nothing was. */
    private static String accused(Script script) throws Exception {
        long began = System.nanoTime();
        StringBuilder found = new StringBuilder();
        if (script.setAside()) {
            // What was set aside stays so: each seed needs stores of its own.
            for (long seed : SEEDS) {
                found.append(pass(script, List.of(seed)));
            }
        } else {
            found.append(pass(script, SEEDS));
        }
        System.out.printf(
                "the server itself | under: %s | %s | %d s%n",
                script.name(), found.isEmpty() ? "passed " + SEEDS.size() : "accused", seconds(began));
        return found.toString();
    }

    private static String pass(Script script, List<Long> seeds) throws Exception {
        StringBuilder found = new StringBuilder();
        Path folder = Files.createTempDirectory("walaa-proof");
        try (Site site = Site.start(folder, List.<Patch>of())) {
            for (long seed : seeds) {
                Report report = Run.script(site, script, seed);
                if (!report.findings().isEmpty()) {
                    found.append(script.name())
                            .append(", seed ")
                            .append(seed)
                            .append(": ")
                            .append(report);
                }
            }
        }
        if (found.isEmpty()) {
            Stores.delete(folder);
        } else {
            found.append("files in ").append(folder);
        }
        return found.toString();
    }

    private static long seconds(long began) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    }
}
