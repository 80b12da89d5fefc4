package io.walaa.store.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.security.auth.module.UnixSystem;
import io.walaa.config.StartRefused;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** {@code initdb}, {@code pg_ctl} and {@code postgres}, none of which run as root. */
final class PostgresPrograms {
    private static final int PROGRAM_SECONDS_MAX = 120;
    private static final String MAJOR_VERSION = "17";

    private final Path home;
    private final boolean root;

    PostgresPrograms(Path home) {
        this.home = home;
        this.root = new UnixSystem().getUid() == 0;
    }

    /** Root enters a user namespace in which it is nobody; the files stay root's. */
    List<String> command(String program, List<String> arguments) {
        var line = new ArrayList<String>();
        if (root) {
            if (!Child.onPath("unshare")) {
                throw new StartRefused("Postgres does not run as root; start as a normal user, install unshare"
                        + " (util-linux), or set WALAA_POSTGRES_URL.");
            }
            line.addAll(List.of("unshare", "-U"));
        }
        line.add(home.resolve("bin").resolve(program).toString());
        line.addAll(arguments);
        return line;
    }

    /** Makes it aside and renames it, so that a first start which was interrupted leaves nothing half-made. */
    void makeDataFolder(Path folder, String user, String password, Path log) throws IOException {
        if (Files.exists(folder)) {
            check(folder);
            return;
        }
        var aside = folder.resolveSibling("postgres.new");
        Programs.deleteTree(aside);
        var passwordFile = folder.resolveSibling("postgres.password");
        PrivateFile.write(passwordFile, password);
        try {
            var made = run(
                    command(
                            "initdb",
                            List.of(
                                    "-D",
                                    aside.toString(),
                                    "--username=" + user,
                                    "--pwfile=" + passwordFile,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--no-locale",
                                    "--data-checksums",
                                    "--no-instructions")),
                    log);
            if (!made) {
                throw new StartRefused("Postgres could not make its data folder; see " + log
                        + (root ? " (as root it needs user namespaces; else start as a normal user)." : "."));
            }
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static void check(Path folder) throws IOException {
        var version = folder.resolve("PG_VERSION");
        if (!Files.exists(version) || !Files.exists(folder.resolve("global/pg_control"))) {
            throw new StartRefused("The folder " + folder
                    + " holds a half-made Postgres; move it away to start anew, or" + " put back what is missing.");
        }
        var major = Files.readString(version).trim();
        if (!major.equals(MAJOR_VERSION)) {
            throw new StartRefused("The folder " + folder + " was made by Postgres " + major + ", the embedded one is "
                    + MAJOR_VERSION + "; dump and restore it with that version.");
        }
    }

    /** A fast shutdown: the polite signal would wait for every client to leave. */
    void stop(Path folder) throws IOException {
        var log = folder.resolveSibling("postgres.log");
        if (!run(command("pg_ctl", List.of("stop", "-D", folder.toString(), "-m", "fast", "-W", "-s")), log)) {
            throw new IOException("pg_ctl stop failed");
        }
    }

    private static boolean run(List<String> command, Path log) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!process.waitFor(PROGRAM_SECONDS_MAX, SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
