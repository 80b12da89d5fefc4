package io.walaa.programme;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.walaa.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The schema of documents as editors use it. */
final class Schema {
    private final String text;
    private final Validator validator;

    Schema() {
        try (InputStream in = Schema.class.getResourceAsStream("/web/schemas/programme.json")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        validator = Validator.create(
                JsonSchema.of(new JsonObject(text)),
                new JsonSchemaOptions()
                        .setDraft(Draft.DRAFT202012)
                        .setBaseUri("https://walaa.io/")
                        .setOutputFormat(OutputFormat.Basic));
    }

    /** What it finds wrong with a document. */
    List<String> errors(JsonNode document) {
        OutputUnit result = validator.validate(new JsonObject(document.toString()));
        if (Boolean.TRUE.equals(result.getValid())) {
            return List.of();
        }
        return result.getErrors().stream()
                .map(error -> error.getInstanceLocation() + " " + error.getError())
                .toList();
    }

    /** The names of all fields that it speaks of. */
    void properties(Set<String> names) {
        properties(Json.read(text), names);
    }

    private static void properties(JsonNode node, Set<String> names) {
        if (node.path("properties").isObject()) {
            node.get("properties").fieldNames().forEachRemaining(names::add);
        }
        node.forEach(child -> properties(child, names));
    }
}
