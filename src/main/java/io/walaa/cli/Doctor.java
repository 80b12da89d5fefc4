package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.config.Settings;
import io.walaa.store.embedded.OpenStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks at everything a server needs and says what is wrong; stores that do not run are started for the look. */
public final class Doctor implements Command {
    private static final long DISK_BYTES_MIN = 2L << 30;

    @Override
    public String words() {
        return "doctor";
    }

    @Override
    public String usage() {
        return " checks settings, versions, Redis, Postgres, clocks and disk";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public int run(CommandLine line, Settings settings) throws Exception {
        System.out.println("Settings");
        Settings.shown(System.getenv(), line.config())
                .forEach((name, value) -> System.out.printf("  %-28s %s%n", name, value));
        System.out.println("Findings");
        var findings = new ArrayList<>(machine(settings));
        var vertx = Vertx.vertx();
        try (var stores = OpenStores.join(settings)) {
            findings.addAll(answered("Redis", RedisCheck.run(vertx, stores.redis())));
            findings.addAll(answered("Postgres", PostgresCheck.run(vertx, stores.postgres())));
        } finally {
            vertx.close().await();
        }
        findings.forEach(finding -> finding.print(System.out));
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL) ? 1 : 0;
    }

    private static List<Finding> machine(Settings settings) throws IOException {
        var folder = settings.dataFolder().toAbsolutePath();
        long free = Files.getFileStore(existing(folder)).getUsableSpace();
        return List.of(
                Finding.ok("Walaa", Version.text()),
                Finding.ok("Java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor")),
                Finding.ok(
                        "system",
                        "%s %s, %d processors, heap at most %d MiB"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        Runtime.getRuntime().availableProcessors(),
                                        Runtime.getRuntime().maxMemory() >> 20)),
                Finding.expect(
                        free >= DISK_BYTES_MIN,
                        Finding.Level.WARN,
                        "disk of the data folder",
                        (free >> 20) + " MiB free",
                        "less than " + (DISK_BYTES_MIN >> 20) + " MiB"));
    }

    private static Path existing(Path folder) {
        var path = folder;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static List<Finding> answered(String store, Future<List<Finding>> check) {
        try {
            return check.await();
        } catch (RuntimeException unreachable) {
            return List.of(Finding.fail(store, "does not answer: " + unreachable.getMessage()));
        }
    }
}
