package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.fixture.RunningServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the contract, tried with the wrong tenant, the wrong member, a missing scope, expired proof. */
class AccessTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SCOPES =
            List.of("read", "earn", "redeem", "members", "programme", "partners", "agent", "operate");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static RunningServer server;
    private static String programme;
    private static String key;
    private static String foreignKey;
    private static String member;
    private static String other;
    private static final Map<String, String> ARGUMENTS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        if (server != null) {
            return;
        }
        server = RunningServer.shared();
        programme = server.programme();
        key = server.key(programme, SCOPES.toArray(String[]::new));
        foreignKey = server.key(server.programme(), SCOPES.toArray(String[]::new));
        member = created("/v1/members", "{}").get("id").asText();
        other = created("/v1/members", "{}").get("id").asText();
        String points = "{\"unit\":\"points\",\"amount\":50}";
        ARGUMENTS.put(
                "entry",
                created("/v1/members/" + member + "/earn", points).get("entry").asText());
        ARGUMENTS.put(
                "hold",
                created("/v1/members/" + member + "/holds", points).get("hold").asText());
        created("/v1/members/" + member + "/earn", "{\"unit\":\"points\",\"amount\":100}");
        JsonNode taken = created("/v1/members/" + member + "/redemptions", "{\"reward\":\"free-latte\"}");
        ARGUMENTS.put("campaign", "eid");
        ARGUMENTS.put("offer", "welcome-back");
        ARGUMENTS.put("redemption", taken.get("redemption").asText());
        ARGUMENTS.put("code", taken.at("/voucher/code").asText());
        ARGUMENTS.put("job", created("/v1/ledger/verify", "{}").get("id").asText());
        ARGUMENTS.put("n", "1");
        ARGUMENTS.put("challenge", "seven-days");
        ARGUMENTS.put("board", "weekly");
        ARGUMENTS.put("segment", "regulars");
    }

    private static JsonNode created(String path, String body) throws Exception {
        HttpResponse<String> answer =
                server.post(path, key, body, Map.of("Idempotency-Key", "access-" + NUMBER.incrementAndGet()));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body());
    }

    /**
     * One operation of the contract.
     *
     * @param body that it would take, null for none
     * @param type of the body
     */
    record Operation(String method, String path, List<String> scopes, String body, String type) {
        boolean mine() {
            return scopes.equals(List.of("me"));
        }

        HttpResponse<String> send(String proof) {
            Map<String, String> headers = new HashMap<>();
            headers.put("Idempotency-Key", "access-" + NUMBER.incrementAndGet());
            headers.put("If-Match", "*");
            if (body != null) {
                headers.put("Content-Type", type);
            }
            return server.send(method, path, proof, body, headers);
        }

        @Override
        public String toString() {
            return method + " " + path.replaceAll("_[0-9a-z]{16,}", "_…");
        }
    }

    static Stream<Operation> operations() throws Exception {
        start();
        JsonNode contract = JSON.readTree(server.get("/openapi.json", null).body());
        List<Operation> operations = new ArrayList<>();
        contract.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(part -> {
                    if (part.getValue().has("operationId")) {
                        operations.add(operation(contract, part.getKey(), path.getKey(), part.getValue()));
                    }
                }));
        assertThat(operations).hasSizeGreaterThan(30);
        return operations.stream();
    }

    private static Operation operation(JsonNode contract, String method, String template, JsonNode node) {
        String path = template.startsWith("/v1/jobs/")
                ? template.replace("{id}", ARGUMENTS.get("job"))
                : template.replace("{id}", member);
        for (Map.Entry<String, String> argument : ARGUMENTS.entrySet()) {
            path = path.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        List<String> scopes = new ArrayList<>();
        if (node.get("x-scope").isArray()) {
            node.get("x-scope").forEach(scope -> scopes.add(scope.asText()));
        } else {
            scopes.add(node.get("x-scope").asText());
        }
        JsonNode given = node.path("requestBody");
        JsonNode body =
                given.has("$ref") ? contract.at(given.get("$ref").asText().substring(1)) : given;
        String verb = method.toUpperCase(Locale.ROOT);
        if (body.isMissingNode()) {
            return new Operation(verb, path, scopes, null, null);
        }
        String type = body.get("content").fieldNames().next();
        JsonNode example = body.get("content").get(type).path("example");
        String text = example.isMissingNode() ? "{}" : example.toString();
        return new Operation(verb, path, scopes, text.replace("mem_0c1m2n3p4q5r6s7t", member), type);
    }

    private static void refused(HttpResponse<String> answer, int status, String... codes) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("code").asText()).isIn((Object[]) codes);
    }

    private static JsonNode state() throws Exception {
        return JSON.readTree(server.get("/v1/members/" + member + "/state", key).body());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nobody_gets_in_without_good_proof(Operation operation) throws Exception {
        JsonNode before = state();
        refused(operation.send(null), 401, "unauthenticated");
        refused(operation.send("wk_unknown_unknown"), 401, "key-unknown");
        refused(operation.send("nonsense"), 401, "token-invalid");
        refused(operation.send(server.expiredKey(programme, SCOPES.toArray(String[]::new))), 401, "key-expired");
        refused(operation.send(server.token(programme, member, Instant.now().minusSeconds(1))), 401, "token-expired");
        assertThat(state().get("seq")).isEqualTo(before.get("seq"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_scope_of_an_operation_is_needed(Operation operation) throws Exception {
        JsonNode before = state();
        if (operation.mine()) {
            refused(operation.send(key), 403, "member-token-only");
            return;
        }
        for (String scope : operation.scopes()) {
            String without = server.key(
                    programme, SCOPES.stream().filter(one -> !one.equals(scope)).toArray(String[]::new));
            refused(operation.send(without), 403, "forbidden");
        }
        refused(operation.send(server.token(programme, member, Instant.now().plusSeconds(60))), 403, "forbidden");
        assertThat(state().get("seq")).isEqualTo(before.get("seq"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void another_tenant_and_another_member_find_nothing_and_change_nothing(Operation operation) throws Exception {
        JsonNode before = state();
        boolean names = operation.path().contains(member)
                || operation.path().contains("_")
                || (operation.body() != null && operation.body().contains(member));
        HttpResponse<String> answer = operation.mine()
                ? operation.send(server.token(programme, other, Instant.now().plusSeconds(60)))
                : operation.send(foreignKey);
        if (names) {
            // a transfer looks for its receiver first; neither answer says whether the sender is somebody's
            int status = operation.path().endsWith("/transfer") ? 422 : 404;
            refused(
                    answer,
                    status,
                    "member-not-found",
                    "hold-not-found",
                    "entry-not-found",
                    "job-not-found",
                    "redemption-not-found",
                    "voucher-not-found",
                    "receiver-not-found");
        } else {
            assertThat(answer.body()).doesNotContain(member, programme + "\"");
        }
        assertThat(state().get("seq")).isEqualTo(before.get("seq"));
        assertThat(state().get("balances")).isEqualTo(before.get("balances"));
    }
}
