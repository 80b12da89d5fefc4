package io.walaa.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void nothing_given_means_the_defaults() {
        var settings = Settings.load(Map.of("PATH", "/bin"), Optional.empty());

        assertThat(settings.dataFolder()).isEqualTo(Path.of(".walaa"));
        assertThat(settings.http()).isEqualTo(new Settings.Listen("127.0.0.1", 8080));
        assertThat(settings.stores().redis()).isEmpty();
        assertThat(settings.deployment().partitions()).isEqualTo(64);
        assertThat(settings.deployment().idempotency()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.node().eventLoops()).isPositive();
    }

    @Test
    void environment_wins_over_the_file(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("walaa.yaml"), """
                data-dir: /var/lib/walaa
                http:
                  host: 0.0.0.0
                  port: 9000
                redis-url: redis://:pw@redis:6379
                """);

        var settings =
                Settings.load(Map.of("WALAA_CONFIG", file.toString(), "WALAA_HTTP_PORT", "9100"), Optional.empty());

        assertThat(settings.http()).isEqualTo(new Settings.Listen("0.0.0.0", 9100));
        assertThat(settings.dataFolder()).isEqualTo(Path.of("/var/lib/walaa"));
        assertThat(settings.stores().redis()).contains(URI.create("redis://:pw@redis:6379"));
    }

    @Test
    void everything_wrong_is_named_at_once(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("walaa.yaml"), "http: {prt: 1}\npartitions: many\nstores: [1]\n");

        assertThatThrownBy(() -> Settings.load(
                        Map.of(
                                "WALAA_HTTP_PORT",
                                "70000",
                                "WALAA_HTP_PORT",
                                "1",
                                "WALAA_REDIS_URL",
                                "mysql://secret@x"),
                        Optional.of(file)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("WALAA_HTTP_PRT (in " + file + "): unknown")
                .hasMessageContaining("WALAA_HTP_PORT (in environment): unknown")
                .hasMessageContaining("WALAA_HTTP_PORT (in environment): expected a port")
                .hasMessageContaining("WALAA_PARTITIONS (in " + file + "): expected a whole number from 1 to 256")
                .hasMessageContaining("WALAA_STORES (in " + file + "): a list")
                .hasMessageContaining("WALAA_REDIS_URL (in environment): expected a URL")
                .hasMessageNotContaining("secret@x");
    }

    @Test
    void unreadable_file_is_one_sentence(@TempDir Path folder) throws IOException {
        var broken = Files.writeString(folder.resolve("walaa.yaml"), "http: {port: 1\nhttp");

        assertThatThrownBy(() -> Settings.load(Map.of(), Optional.of(broken)))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("The settings file " + broken + " cannot be read");
        assertThatThrownBy(() -> Settings.load(Map.of(), Optional.of(folder.resolve("none.yaml"))))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void names_meant_for_clients_or_made_by_kubernetes_do_not_stop_a_start() {
        var environment = Map.of(
                "WALAA_URL", "http://localhost:8080",
                "WALAA_API_KEY", "wk_1_2",
                "WALAA_SERVICE_HOST", "10.0.0.1",
                "WALAA_PORT", "tcp://10.0.0.1:80",
                "WALAA_PORT_80_TCP_ADDR", "10.0.0.1");

        assertThat(Settings.load(environment, Optional.empty()).http().port()).isEqualTo(8080);
    }

    @Test
    void help_names_every_setting_with_its_default_and_shown_hides_secrets() {
        assertThat(Settings.help()).contains("WALAA_HTTP_PORT = 8080", "WALAA_LOG_FORMAT = text");

        var shown = Settings.shown(
                Map.of("WALAA_POSTGRES_URL", "postgresql://u:hidden@h/db", "WALAA_LOG_LEVEL", "warn"),
                Optional.empty());
        assertThat(shown)
                .containsEntry("WALAA_POSTGRES_URL", "**** (environment)")
                .containsEntry("WALAA_LOG_LEVEL", "warn (environment)")
                .containsEntry("WALAA_PARTITIONS", "64 (default)");
        assertThat(Settings.help()).contains(shown.keySet());
    }
}
