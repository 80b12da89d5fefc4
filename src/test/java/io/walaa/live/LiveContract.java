package io.walaa.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code asyncapi.yaml} as what every message that a test's client receives is checked against. */
final class LiveContract {
    private static final JsonNode DOCUMENT = load();
    private static final Map<String, String> ANSWERS = Map.of("sub", "subbed", "unsub", "unsubbed", "auth", "authed");
    private static final Map<String, Validator> VALIDATORS = new ConcurrentHashMap<>();

    private LiveContract() {}

    private static JsonNode load() {
        try (InputStream in = LiveContract.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode document() {
        return DOCUMENT;
    }

    /** Checks a message that the server sent; throws if the contract knows none like it. */
    static void check(JsonNode message) {
        String t = message.path("t").asText();
        String name = ANSWERS.getOrDefault(t, t);
        if (!DOCUMENT.at("/channels/live/messages").has(name)) {
            throw new AssertionError("asyncapi.yaml has no message " + name + ": " + message);
        }
        OutputUnit found =
                VALIDATORS.computeIfAbsent(name, LiveContract::validator).validate(new JsonObject(message.toString()));
        if (!found.getValid()) {
            throw new AssertionError(message + " is not as asyncapi.yaml says: " + found.getErrors());
        }
    }

    private static Validator validator(String message) {
        String schema =
                DOCUMENT.at("/components/messages/" + message + "/payload/$ref").asText();
        JsonObject root = new JsonObject()
                .put("$id", "https://walaa.example/asyncapi/" + message)
                .put("$ref", schema)
                .put("components", new JsonObject(DOCUMENT.get("components").toString()));
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri("https://walaa.example/")
                .setOutputFormat(OutputFormat.Basic);
        return Validator.create(JsonSchema.of(root), options);
    }
}
