package io.walaa.store.embedded;

import io.walaa.config.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A Postgres of our own with durable settings, on loopback only. */
public final class EmbeddedPostgres implements EmbeddedStore {
    private static final String NAME = "Postgres";
    private static final String USER = "walaa";
    private static final String DATABASE = "walaa";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    /** Given on the command line, where nothing in the data folder can turn them off. */
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private final PostgresPrograms programs;
    private final Path folder;
    private final String password;
    private final int port;
    private final Child child;

    private EmbeddedPostgres(PostgresPrograms programs, Path folder, String password, int port) throws IOException {
        this.programs = programs;
        this.folder = folder;
        this.password = password;
        this.port = port;
        child = Child.start(NAME, programs.command("postgres", arguments(folder, port)), log(folder));
        Starting.await(child, () -> answers(port, password), left -> stop(programs, folder, left));
    }

    /**
     * Starts it, after stopping one that a killed server left over on the same folder; makes the database at first.
     *
     * @param parent its folder {@code postgres} is kept there
     * @param programs where the server program is
     * @param password that clients must give
     * @return a server that answers
     * @throws StartRefused if it does not come up
     */
    public static EmbeddedPostgres start(Path parent, Programs programs, String password) {
        var folder = parent.resolve("postgres");
        try {
            var postgres = new PostgresPrograms(programs.postgres());
            clear(postgres, folder);
            postgres.makeDataFolder(folder, USER, password, parent.resolve("initdb.log"));
            return Starting.attempt(NAME, () -> {
                int port = KeptPort.choose(parent.resolve("postgres.port"));
                return new EmbeddedPostgres(postgres, folder, password, port);
            });
        } catch (IOException failed) {
            throw refused(folder, failed);
        }
    }

    @Override
    public EmbeddedPostgres again() {
        try {
            clear(programs, folder);
            return Starting.attempt(NAME, () -> new EmbeddedPostgres(programs, folder, password, port));
        } catch (IOException failed) {
            throw refused(folder, failed);
        }
    }

    /**
     * Ends what runs on the folder and takes Postgres's own lock away, which names a process: our lock on the data
     * folder says that nobody else runs on it, and after a crash the number may belong to any other process. Orphans of
     * a killed Postgres still keep a new one out by its shared memory, until they are gone.
     */
    private static void clear(PostgresPrograms programs, Path folder) throws IOException {
        for (var leftOver : Child.leftOver(NAME, List.of("-D", folder.toString()), log(folder))) {
            stop(programs, folder, leftOver);
        }
        Files.deleteIfExists(folder.resolve("postmaster.pid"));
    }

    private static Path log(Path folder) {
        return folder.resolveSibling("postgres.log");
    }

    private static StartRefused refused(Path folder, IOException failed) {
        return new StartRefused("The embedded Postgres cannot be started in " + folder + ": " + failed, failed);
    }

    private static List<String> arguments(Path folder, int port) {
        var settings = Stream.concat(
                DURABLE.entrySet().stream().sorted(Map.Entry.comparingByKey()),
                Stream.of(
                        Map.entry("listen_addresses", "127.0.0.1"),
                        Map.entry("port", Integer.toString(port)),
                        Map.entry("unix_socket_directories", ""),
                        Map.entry("timezone", "UTC"),
                        Map.entry("log_timezone", "UTC"),
                        Map.entry("logging_collector", "off")));
        return Stream.concat(
                        Stream.of("-D", folder.toString()),
                        settings.flatMap(entry -> Stream.of("-c", entry.getKey() + "=" + entry.getValue())))
                .toList();
    }

    private static boolean answers(int port, String password) {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "10");
        try (var connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
                var statement = connection.createStatement()) {
            var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'");
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static void stop(PostgresPrograms programs, Path folder, Child child) {
        child.stop(process -> programs.stop(folder), STOP_PATIENCE);
    }

    @Override
    public URI url() {
        return URI.create("postgresql://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + DATABASE);
    }

    @Override
    public ProcessHandle process() {
        return child.handle();
    }

    /** Stops it without waiting for clients that are still connected. */
    @Override
    public void close() {
        stop(programs, folder, child);
    }
}
