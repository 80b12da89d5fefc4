package io.walaa.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The published contract as a check of bodies. It comes after the endpoint's own reading, whose errors are complete and
 * in the caller's language; so it speaks only where the two differ, which tests keep from happening.
 */
public final class Contract {
    private final Map<String, Validator> bodies = new HashMap<>();

    Contract(OpenAPIContract contract) {
        for (Operation operation : contract.operations()) {
            if (operation.getRequestBody() == null) {
                continue;
            }
            MediaType json = operation.getRequestBody().getContent().get(Answer.JSON);
            if (json != null) {
                bodies.put(
                        operation.getHttpMethod().name() + " " + operation.getOpenAPIPath(),
                        contract.getSchemaRepository().validator(json.getSchema()));
            }
        }
    }

    /**
     * Refuses a body that the contract does not allow.
     *
     * @throws Rejection 400
     */
    void check(Route route, JsonNode body) {
        List<String> found = violations(route, body);
        if (!found.isEmpty()) {
            throw new Rejection(400, "contract", Map.of("rule", found.get(0)));
        }
    }

    /** What the contract does not allow, as {@code pointer: rule}; empty if it has nothing against the body. */
    List<String> violations(Route route, JsonNode body) {
        Validator validator = bodies.get(route.method().name() + " " + route.path());
        if (validator == null || !body.isObject()) {
            return List.of();
        }
        OutputUnit result = validator.validate(new JsonObject(body.toString()));
        if (result.getValid()) {
            return List.of();
        }
        List<OutputUnit> errors = result.getErrors() == null ? List.of() : result.getErrors();
        return errors.isEmpty()
                ? List.of("?")
                : errors.stream()
                        .map(unit -> unit.getInstanceLocation() + ": " + unit.getError())
                        .toList();
    }
}
