package io.walaa.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.config.StartRefused;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One data folder through its whole life, because making one takes a second. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedPostgresTest {
    private static final Programs PROGRAMS = new Programs(Path.of("target/programs"));

    @TempDir
    static Path folder;

    @BeforeAll
    static void an_interrupted_first_start_left_something() throws Exception {
        Files.createDirectories(folder.resolve("postgres.new/base"));
    }

    @Test
    @Order(1)
    void first_start_makes_the_database_with_durable_settings() throws Exception {
        try (var postgres = start()) {
            assertThat(ask(postgres.url(), "select current_database()")).isEqualTo("walaa");
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(ask(postgres.url(), "show " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(ask(postgres.url(), "show server_version")).startsWith("17.");
            assertThat(ask(postgres.url(), "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> ask(
                            URI.create("postgresql://walaa:wrong@127.0.0.1:"
                                    + postgres.url().getPort() + "/walaa"),
                            "select 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    @Order(2)
    void killed_store_has_all_it_committed() throws Exception {
        var postgres = start();
        ask(postgres.url(), "create table t as select 42 as n");
        postgres.process().destroyForcibly();
        postgres.process().onExit().get();

        try (var again = start()) {
            assertThat(again.url()).isEqualTo(postgres.url());
            assertThat(ask(again.url(), "select n from t")).isEqualTo("42");
        }
    }

    @Test
    @Order(3)
    void left_over_is_stopped_even_with_a_client_connected() throws Exception {
        var leftOver = start();
        try (var client = connect(leftOver.url());
                var postgres = start()) {
            assertThat(leftOver.process().isAlive()).isFalse();
            assertThat(client.isValid(1)).isFalse();
            assertThat(ask(postgres.url(), "select n from t")).isEqualTo("42");
        }
    }

    @Test
    @Order(4)
    void old_pid_file_that_names_another_living_process_is_no_obstacle() throws Exception {
        Files.writeString(
                folder.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");
        try (var postgres = start()) {
            assertThat(ask(postgres.url(), "select n from t")).isEqualTo("42");
        }
    }

    @Test
    @Order(5)
    void half_made_or_foreign_folder_is_one_sentence() throws Exception {
        var version = folder.resolve("postgres/PG_VERSION");
        Files.writeString(version, "16\n");
        assertThatThrownBy(EmbeddedPostgresTest::start)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("was made by Postgres 16");

        Files.delete(version);
        assertThatThrownBy(EmbeddedPostgresTest::start)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("half-made");
    }

    private static EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, PROGRAMS, "secret");
    }

    private static Connection connect(URI url) throws SQLException {
        var user = url.getUserInfo().split(":");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + url.getPort() + url.getPath(), user[0], user[1]);
    }

    private static String ask(URI url, String sql) throws SQLException {
        try (var connection = connect(url);
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var rows = statement.getResultSet();
            rows.next();
            return rows.getString(1);
        }
    }
}
