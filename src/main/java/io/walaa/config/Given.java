package io.walaa.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The values that were given, from where, and what is wrong with them so far. */
final class Given {
    private static final String PREFIX = "WALAA_";
    private static final String CONFIG = "WALAA_CONFIG";

    /** What {@code dev.env} sets for clients; a server started from the same shell must not stumble over it. */
    private static final Set<String> CLIENTS =
            Set.of("WALAA_URL", "WALAA_MANAGEMENT_URL", "WALAA_API_KEY", "WALAA_PROGRAMME");

    /** What Kubernetes puts into every container beside a Service whose name starts with "walaa". */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "WALAA_(.+_)?(SERVICE_HOST=.*|SERVICE_PORT(_.+)?=.*|PORT=(tcp|udp)://.*|PORT_\\d+_(TCP|UDP)(_.+)?=.*)");

    private record Value(String text, String source) {}

    private final Map<String, Value> values = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();

    static Given from(Map<String, String> environment, Optional<Path> file) {
        var given = new Given();
        file.or(() -> Optional.ofNullable(environment.get(CONFIG)).map(Path::of))
                .ifPresent(given::readFile);
        environment.forEach((name, text) -> {
            if (name.startsWith(PREFIX) && !name.equals(CONFIG) && !CLIENTS.contains(name)) {
                given.values.put(name, new Value(text, "environment"));
            }
        });
        return given;
    }

    private void readFile(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            var yaml = YAMLMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build();
            var root = yaml.readTree(reader);
            if (root.isObject()) {
                flatten(PREFIX, root, file.toString());
            } else if (!root.isMissingNode() && !root.isNull()) {
                complaints.add(file + ": expected settings by name, such as \"http: {port: 8080}\"");
            }
        } catch (IOException unreadable) {
            var reason = unreadable.getMessage() == null
                    ? ""
                    : unreadable.getMessage().lines().findFirst().orElse("");
            complaints.add("The settings file " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName() + " " + reason);
        }
    }

    /** {@code http: {port: 1}} and {@code http-port: 1} both mean {@code WALAA_HTTP_PORT}. */
    private void flatten(String prefix, JsonNode node, String source) {
        node.properties().forEach(property -> {
            var name = prefix + property.getKey().toUpperCase(Locale.ROOT).replace('-', '_');
            var value = property.getValue();
            if (value.isObject()) {
                flatten(name + "_", value, source);
            } else if (value.isArray()) {
                complaints.add(name + " (in " + source + "): a list is not expected here");
            } else {
                values.put(name, new Value(value.isNull() ? "" : value.asText(), source));
            }
        });
    }

    void refuseUnknown(List<String> known) {
        values.forEach((name, value) -> {
            var serviceLink = value.source.equals("environment")
                    && SERVICE_LINK.matcher(name + "=" + value.text).matches();
            if (!known.contains(name) && !serviceLink) {
                complaints.add(name + " (in " + value.source + "): unknown setting; --help lists them all");
            }
        });
    }

    /** The parsed value; a malformed one is noted and stands in for its default until all are read. */
    <T> T take(Setting<T> setting) {
        var value = values.get(setting.name());
        if (value != null) {
            try {
                return setting.parser().apply(value.text.trim());
            } catch (IllegalArgumentException malformed) {
                var shown = setting.secret() ? "" : " \"" + value.text + "\"";
                complaints.add(setting.name() + " (in " + value.source + "): expected " + setting.expected() + ", not"
                        + shown + (setting.secret() ? " this" : ""));
            }
        }
        return setting.parser().apply(setting.standard());
    }

    String shown(Setting<?> setting) {
        var value = values.get(setting.name());
        if (value == null) {
            return setting.standard().isEmpty() ? "(not set)" : setting.standard() + " (default)";
        }
        return (setting.secret() ? "****" : value.text) + " (" + value.source + ")";
    }

    void refuseMalformed() {
        if (!complaints.isEmpty()) {
            throw new StartRefused(complaints);
        }
    }
}
