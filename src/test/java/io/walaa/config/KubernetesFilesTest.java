package io.walaa.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the files for Kubernetes say must be what the server understands. */
class KubernetesFilesTest {
    private static final Path FOLDER = Path.of("k8s");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void the_server_takes_the_settings_and_its_ports_and_drain_are_the_deployments() throws IOException {
        Settings settings = Settings.load(settings(), Optional.empty());
        JsonNode pod = resource("base/walaa.yaml", "Deployment").at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(settings.stores().redis()).isPresent();
        assertThat(settings.stores().postgres()).isPresent();
        assertThat(settings.http()).isEqualTo(new Settings.Listen("0.0.0.0", port(container, "http")));
        assertThat(settings.management()).isEqualTo(new Settings.Listen("0.0.0.0", port(container, "management")));
        long leaves =
                Long.parseLong(container.at("/lifecycle/preStop/exec/command/1").asText())
                        + settings.live().drain().toSeconds();
        assertThat(pod.get("terminationGracePeriodSeconds").asLong()).isGreaterThanOrEqualTo(leaves + 40);
    }

    @Test
    void the_redis_of_the_trial_keeps_what_it_acknowledged() throws IOException {
        JsonNode arguments = resource("trial/redis.yaml", "StatefulSet").at("/spec/template/spec/containers/0/args");
        List<String> line = new ArrayList<>();
        arguments.forEach(argument -> line.add(argument.asText()));

        assertThat(line)
                .containsSequence("--appendonly", "yes")
                .containsSequence("--appendfsync", "always")
                .containsSequence("--maxmemory-policy", "noeviction");
    }

    private static Map<String, String> settings() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(FOLDER.resolve("base/walaa.env")));
        JsonNode trial =
                YAML.readTree(FOLDER.resolve("trial/kustomization.yaml").toFile());
        trial.at("/secretGenerator/0/literals").forEach(literal -> lines.add(literal.asText()));
        Map<String, String> environment = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return environment;
    }

    private static JsonNode resource(String file, String kind) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(FOLDER.resolve(file).toFile())) {
            return documents.readAll().stream()
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int port(JsonNode container, String name) {
        return StreamSupport.stream(container.get("ports").spliterator(), false)
                .filter(port -> port.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .get("containerPort")
                .asInt();
    }
}
