package io.walaa.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.access.Scope;
import io.walaa.json.InvalidInput;
import io.walaa.programme.EventBody;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract says what the routes do. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApi OPEN_API = OpenApi.load();
    private static final Contract CONTRACT = OPEN_API.contract().await();
    private static final RouteTable ROUTES = Fixtures.routes();
    private static final String PURCHASE = """
            {"type":"purchase","id":"till7-000123","source":"till7","member":"mem_0c1m2n3p4q5r6s7t",
             "occurredAt":"2026-11-21T10:00:00+03:00","channel":"store","store":"hawalli",
             "order":{"id":"A-1001","currency":"KWD","lines":[{"id":"1","sku":"latte","category":"coffee","quantity":2,
             "unitPrice":"1.750"}],"tax":"0.000","shipping":"0.000","tenders":[{"type":"card","amount":"3.500"}]}}""";

    @Test
    void every_operation_of_the_contract_has_its_route_and_every_route_its_operation() {
        assertThat(lines(
                        route -> route.scopes().stream().map(Scope::text).collect(Collectors.toCollection(TreeSet::new))
                                + " " + new TreeSet<>(route.queries())))
                .containsExactlyElementsOf(operations());
    }

    private static List<String> lines(java.util.function.Function<Route, String> what) {
        return ROUTES.routes().stream()
                .filter(route -> !route.scopes().isEmpty())
                .map(route -> route.method() + " " + route.path() + " " + what.apply(route))
                .sorted()
                .toList();
    }

    private static Set<String> operations() {
        Set<String> lines = new TreeSet<>();
        OPEN_API.document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(part -> {
                    JsonNode operation = part.getValue();
                    if (operation.has("responses")) {
                        Set<String> scopes = new TreeSet<>();
                        JsonNode scope = operation.get("x-scope");
                        if (scope.isArray()) {
                            scope.forEach(one -> scopes.add(one.asText()));
                        } else {
                            scopes.add(scope.asText());
                        }
                        lines.add(part.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey() + " " + scopes
                                + " " + queries(operation));
                    }
                }));
        return lines;
    }

    private static Set<String> queries(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        operation.path("parameters").forEach(given -> {
            String reference = given.path("$ref").asText("");
            JsonNode parameter =
                    reference.isEmpty() ? given : OPEN_API.document().at(reference.substring(1));
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.get("name").asText());
            }
        });
        return names;
    }

    @Test
    void every_reference_leads_somewhere_and_every_problem_is_declared() {
        OPEN_API.document()
                .findValuesAsText("$ref")
                .forEach(reference -> assertThat(
                                OPEN_API.document().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        OPEN_API.document()
                .get("paths")
                .forEach(path -> path.forEach(part -> {
                    if (part.has("responses")) {
                        assertThat(part.get("responses").has("default")).isTrue();
                    }
                }));
    }

    @Test
    void the_examples_of_the_contract_keep_it() {
        OPEN_API.document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(part -> {
                    JsonNode example = part.getValue().at("/requestBody/content/application~1json/example");
                    if (!example.isMissingNode()) {
                        Route route = route(part.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey());
                        assertThat(CONTRACT.violations(route, example))
                                .as(path.getKey())
                                .isEmpty();
                    }
                }));
    }

    /** What reading refuses for its form, the contract refuses too, and nothing else. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /type            | "party"
        /type            | 7
        /id              | ""
        /id              | null
        /source          | 1
        /member          | 5
        /member          | {"externalId":{"type":"card"}}
        /member          | {"externalId":{"type":"card","value":"7001"},"extra":1}
        /occurredAt      | "yesterday"
        /channel         | "pigeon"
        /order/id        | 1001
        /order/lines     | {}
        /order/tax       | 0
        /order/surprise  | true
        /order/tenders/0/type         | "shells"
        /order/lines/0/quantity       | "2"
        /order/lines/0/quantity       | 0
        /order/lines/0/unitPrice      | 1.75
        /order/lines/0/unitPrice      | "1,75"
        /chanel          | "store"
        """)
    void reading_an_event_and_the_contract_refuse_the_same(String pointer, String value) throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(PURCHASE);
        int cut = pointer.lastIndexOf('/');
        ((ObjectNode) event.at(pointer.substring(0, cut))).set(pointer.substring(cut + 1), JSON.readTree(value));
        assertThat(refusedByReading(event)).isTrue();
        assertThat(CONTRACT.violations(route("POST", "/v1/events"), event)).isNotEmpty();
    }

    @Test
    void reading_an_event_and_the_contract_take_the_same() throws Exception {
        for (String event : List.of(
                PURCHASE,
                PURCHASE.replace("\"mem_0c1m2n3p4q5r6s7t\"", "{\"externalId\":{\"type\":\"card\",\"value\":\"7001\"}}"),
                "{\"type\":\"visit\",\"id\":\"1\",\"source\":\"gate\",\"member\":\"mem_0c1m2n3p4q5r6s7t\","
                        + "\"occurredAt\":\"2026-11-21T10:00:00Z\",\"channel\":null}",
                "{\"type\":\"custom:review\",\"id\":\"1\",\"source\":\"app\",\"member\":\"mem_0c1m2n3p4q5r6s7t\","
                        + "\"occurredAt\":\"2026-11-21T10:00:00Z\",\"data\":{\"stars\":5}}")) {
            JsonNode json = JSON.readTree(event);
            assertThat(refusedByReading(json)).as(event).isFalse();
            assertThat(CONTRACT.violations(route("POST", "/v1/events"), json)).isEmpty();
        }
    }

    private static boolean refusedByReading(JsonNode event) {
        try {
            EventBody.from(event);
            return false;
        } catch (InvalidInput invalid) {
            return true;
        }
    }

    private static Route route(String method, String path) {
        return ROUTES.routes().stream()
                .filter(route ->
                        route.method().name().equals(method) && route.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
