package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, stopped in every way there is. */
class StartAndStopTest {
    private static final int SIGTERM_EXIT = 143;

    /** One data folder for all, because making one takes seconds. */
    @TempDir
    static Path parent;

    private final List<Process> started = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void name_the_folder() throws IOException {
        folder = parent.toRealPath().resolve("data");
    }

    @AfterEach
    void leave_nothing_behind() throws IOException {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join());
        stores().forEach(ProcessHandle::destroyForcibly);
        await().until(() -> stores().isEmpty());
        Files.deleteIfExists(folder.resolve("stores.properties"));
    }

    @Test
    void sigterm_stops_the_stores_too() throws Exception {
        var walaa = start(Map.of());
        awaitStores();

        walaa.destroy();

        assertThat(walaa.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(walaa.exitValue()).isEqualTo(SIGTERM_EXIT);
        assertThat(stores()).isEmpty();
    }

    @Test
    void start_after_a_kill_replaces_what_was_left_over() throws Exception {
        var killed = start(Map.of());
        awaitStores();
        var leftOver = stores();
        killed.destroyForcibly().waitFor();
        assertThat(leftOver).hasSize(2).allMatch(ProcessHandle::isAlive);

        start(Map.of());

        await().atMost(Duration.ofSeconds(60)).until(() -> leftOver.stream().noneMatch(ProcessHandle::isAlive));
        awaitStores();
    }

    @Test
    void starts_the_same_under_an_arabic_locale_and_without_utf_8() throws Exception {
        var walaa = start(Map.of("JAVA_TOOL_OPTIONS", "-Duser.language=ar -Duser.country=EG -Dfile.encoding=US-ASCII"));
        awaitStores();

        await().untilAsserted(() -> assertThat(output(walaa)).contains("ولاء جاهز", "Walaa is ready"));
    }

    @Test
    void stores_that_die_are_started_again_where_they_were() throws Exception {
        start(Map.of());
        awaitStores();
        await().until(() -> get("/health/ready").startsWith("200"));
        var killed = stores();

        killed.forEach(ProcessHandle::destroyForcibly);

        await().until(() -> {
            var now = stores();
            return now.size() == 2 && now.stream().noneMatch(killed::contains);
        });
        await().until(() -> get("/health/ready").startsWith("200"));
        await().until(() -> get("/metrics").contains("walaa_embedded_restarts_total 2.0"));
    }

    /** Status and body of the management port; empty while there is none. */
    private String get(String path) throws Exception {
        Path environment = folder.resolve("dev.env");
        if (!Files.exists(environment)) {
            return "";
        }
        String address = Files.readAllLines(environment).stream()
                .filter(line -> line.contains("WALAA_MANAGEMENT_URL="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        try {
            var answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException notYet) {
            return "";
        }
    }

    @Test
    void second_start_on_the_same_folder_is_one_sentence() throws Exception {
        var first = start(Map.of());
        awaitStores();

        var second = start(Map.of());

        assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output(second))
                .isEqualTo("Another Walaa (process " + first.pid() + ") runs on the data folder " + folder
                        + "; stop it, or set WALAA_DATA_DIR to another folder.\n");
        assertThat(stores()).hasSize(2);
    }

    @Test
    void wrong_settings_and_commands_end_with_a_sentence_and_code_1() throws Exception {
        var wrong = start(Map.of("WALAA_HTTP_PORT", "eighty", "WALAA_COLOUR", "red"));
        assertThat(wrong.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.exitValue()).isEqualTo(1);
        assertThat(output(wrong)).contains("WALAA_HTTP_PORT", "WALAA_COLOUR").hasLineCount(2);

        var unknown = start(Map.of(), "frobnicate");
        assertThat(unknown.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(unknown.exitValue()).isEqualTo(1);
        assertThat(output(unknown)).contains("There is no command \"frobnicate\"");
    }

    @Test
    void doctor_finds_the_embedded_stores_healthy_beside_a_running_server() throws Exception {
        start(Map.of());
        awaitStores();

        var doctor = start(Map.of(), "doctor");

        assertThat(doctor.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(output(doctor))
                .contains("WALAA_HTTP_PORT", "Redis appendfsync", "Postgres clock", "disk of the data folder")
                .doesNotContain("FAIL");
        assertThat(doctor.exitValue()).isZero();
        assertThat(stores()).hasSize(2);
    }

    private Process start(Map<String, String> settings, String... arguments) throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("WALAA_"));
        builder.environment()
                .putAll(Map.of(
                        "WALAA_DATA_DIR", folder.toString(), "WALAA_HTTP_PORT", "0", "WALAA_MANAGEMENT_PORT", "0"));
        builder.environment().putAll(settings);
        builder.redirectOutput(outputFile(started.size()).toFile());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private String output(Process process) throws IOException {
        return Files.readString(outputFile(started.indexOf(process)));
    }

    private static Path outputFile(int number) {
        return parent.resolve("output-" + number);
    }

    private void awaitStores() {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("stores.properties")));
        assertThat(stores()).hasSize(2);
    }

    private List<ProcessHandle> stores() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments))
                        .filter(arguments -> arguments.contains(folder + "/redis/redis.conf")
                                || arguments.contains(folder + "/postgres"))
                        .isPresent())
                .toList();
    }
}
