package io.walaa.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The published contract, {@code openapi.yaml}, and the check that is derived from it. */
public final class OpenApi {
    private final ObjectNode document;

    private OpenApi(ObjectNode document) {
        this.document = document;
    }

    /** Reads the contract from this jar. */
    public static OpenApi load() {
        return new OpenApi(document("/openapi.yaml"));
    }

    /** A contract of this jar, in YAML. */
    static ObjectNode document(String resource) {
        try (InputStream stream = OpenApi.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return (ObjectNode) new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole document, as it is served. */
    ObjectNode document() {
        return document;
    }

    /** Compiles the check of requests, on an event loop of its own: it takes a second that no request shall wait. */
    public Future<Contract> contract() {
        // a promise without a context: its listeners must not need the loop that is closed here
        Promise<Contract> compiled = Promise.promise();
        new Thread(() -> compile(compiled), "walaa-contract").start();
        return compiled.future();
    }

    private void compile(Promise<Contract> compiled) {
        Vertx aside = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        OpenAPIContract.from(aside, new JsonObject(checkable().toString()))
                .map(Contract::new)
                .onComplete(done -> {
                    compiled.handle(done);
                    aside.close();
                });
    }

    /**
     * A copy with what Vert.x can check: requests in JSON. It knows no problem documents, no lines and no YAML, and a
     * contract that mentions them does not load.
     */
    private ObjectNode checkable() {
        ObjectNode copy = document.deepCopy();
        ObjectNode components = (ObjectNode) copy.get("components");
        components.remove(List.of("responses", "headers"));
        components.get("requestBodies").forEach(OpenApi::keepJson);
        JsonNode nothing = new ObjectMapper().createObjectNode().put("description", "not checked");
        copy.get("paths")
                .forEach(path -> path.forEach(part -> {
                    if (part instanceof ObjectNode operation && operation.has("responses")) {
                        ((ObjectNode) operation.get("responses")).removeAll().set("default", nothing);
                        JsonNode body = operation.path("requestBody");
                        keepJson(body);
                        if (body.has("content") && body.get("content").isEmpty()) {
                            operation.remove("requestBody");
                        }
                    }
                }));
        return copy;
    }

    private static void keepJson(JsonNode body) {
        if (body.path("content") instanceof ObjectNode content) {
            List<String> types = new ArrayList<>();
            content.fieldNames().forEachRemaining(types::add);
            types.remove(Answer.JSON);
            content.remove(types);
        }
    }
}
