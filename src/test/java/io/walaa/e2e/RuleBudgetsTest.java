package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.Shop;
import io.walaa.json.Document;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Earning rules that give all members together no more than a budget. */
class RuleBudgetsTest {
    private static final String DOCUMENT = """
            name: shop
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            units: {points: {title: {en: points}}}
            rules:
              - {id: base, kind: spend, unit: points, points: 10, per: "1.000"}
              - {id: launch, kind: spend, unit: points, points: 10, per: "1.000", budget: 100, caps: {perOrder: 60}}
              - {id: twice, kind: multiplier, factor: 2, rules: [launch], unit: points, budget: 1000}
            """;
    private final Instant now = Instant.now();
    private Shop shop;
    private String member;

    @BeforeEach
    void a_shop() throws Exception {
        shop = Shop.open(RunningServer.shared(), DOCUMENT);
        member = shop.member(0);
    }

    @Test
    void the_last_points_are_given_and_then_the_trace_says_why_nothing_is() throws Exception {
        assertThat(launch(buy("o1", "8.000"))).containsExactly("base 80", "launch 60", "twice 60");
        assertThat(launch(buy("o2", "8.000"))).containsExactly("base 80", "launch 40", "twice 40");
        JsonNode third = shop.ok(201, event("o3", "8.000", "?explain=true"));
        assertThat(launch(third)).containsExactly("base 80");
        assertThat(third.at("/trace").toString()).contains("budget-used-up");
        assertThat(shop.available(member)).isEqualTo(440);
        assertThat(left("launch")).isZero();
        assertThat(left("twice")).isEqualTo(900);
    }

    @Test
    void a_dry_run_and_a_repeat_take_nothing() throws Exception {
        shop.ok(200, event("d", "5.000", "?dryRun=true"));
        assertThat(left("launch")).isEqualTo(100);
        buy("o1", "5.000");
        for (int i = 0; i < 5; i++) {
            shop.ok(200, event("o1", "5.000", ""));
        }
        assertThat(left("launch")).isEqualTo(50);
        assertThat(launch(shop.ok(200, event("d2", "8.000", "?dryRun=true")))).contains("launch 50");
    }

    @Test
    void a_simulation_gives_what_is_left_and_takes_nothing() throws Exception {
        buy("o1", "6.000");
        String events = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> """
                        {"type":"purchase","occurredAt":"%s","order":%s}""".formatted(now, order("s" + i, "3.000")))
                .collect(Collectors.joining(","));
        JsonNode played =
                shop.ok(200, shop.post("/v1/programme/simulate?explain=true", "{\"events\":[" + events + "]}", null));
        assertThat(launch(played.at("/steps/0"))).contains("launch 30");
        assertThat(launch(played.at("/steps/1"))).contains("launch 10");
        assertThat(launch(played.at("/steps/2"))).containsExactly("base 30");
        assertThat(played.at("/steps/2/trace").toString()).contains("budget-used-up");
        assertThat(left("launch")).isEqualTo(40);
    }

    @Test
    void a_back_test_says_what_rules_with_a_budget_would_have_given() throws Exception {
        for (int i = 0; i < 3; i++) {
            buy("o" + i, "6.000");
        }
        shop.ok(
                201,
                shop.server().post("/v1/events", shop.key(), body("l", "l", "1.000"), Map.of("Walaa-Ack", "ledger")));
        JsonNode job = shop.ok(
                202,
                shop.post("/v1/programme/backtest", """
                {"from":"%s","until":"%s"}""".formatted(now.minusSeconds(60), now.plusSeconds(3600)), "b"));
        String path = "/v1/jobs/" + job.get("id").asText();
        JsonNode done = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> shop.ok(200, shop.server().get(path, shop.key())),
                        now -> !now.get("state").asText().matches("queued|running"));
        assertThat(done.at("/result/budgets/launch").toString()).isEqualTo("{\"budget\":100,\"issued\":190}");
        assertThat(done.at("/result/days/0/actual/units/points/issuedByRule/launch")
                        .asLong())
                .isEqualTo(100);
    }

    @Test
    void a_refused_purchase_takes_nothing_and_a_larger_budget_gives_more() throws Exception {
        buy("o1", "5.000");
        HttpResponse<String> again = shop.post("/v1/events", body("other", "o1", "5.000"), null);
        assertThat(shop.refused(422, again)).isEqualTo("order-exists");
        assertThat(left("launch")).isEqualTo(50);
        String larger =
                DOCUMENT.replace("budget: 100,", "budget: 300,").replace("name: shop", "name: " + shop.programme());
        shop.ok(
                200,
                shop.server()
                        .send(
                                "PUT",
                                "/v1/programme",
                                shop.key(),
                                Document.yaml(larger).root().toString(),
                                Map.of("Idempotency-Key", "larger", "If-Match", "*")));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(left("launch")).isEqualTo(250));
    }

    private JsonNode buy(String order, String amount) throws Exception {
        return shop.ok(201, event(order, amount, ""));
    }

    private HttpResponse<String> event(String order, String amount, String query) {
        return shop.post("/v1/events" + query, body(order, order, amount), null);
    }

    private String body(String id, String order, String amount) {
        return """
                {"source":"till","type":"purchase","id":"%s","member":"%s","occurredAt":"%s","order":%s}""".formatted(id, member, now, order(order, amount));
    }

    private static String order(String id, String amount) {
        return """
                {"id":"%s","currency":"KWD","lines":[{"id":"1","sku":"a","quantity":1,"unitPrice":"%s"}],
                 "tenders":[{"type":"card","amount":"%s"}]}""".formatted(id, amount, amount);
    }

    private static List<String> launch(JsonNode reply) {
        List<String> earned = new ArrayList<>();
        reply.at("/effects").forEach(effect -> {
            if (effect.get("type").asText().equals("points.earned")) {
                earned.add(
                        effect.get("rule").asText() + " " + effect.get("amount").asLong());
            }
        });
        return earned;
    }

    private long left(String rule) throws Exception {
        for (JsonNode budget : shop.ok(200, shop.server().get("/v1/programme/budgets", shop.key()))
                .get("budgets")) {
            if (budget.get("rule").asText().equals(rule)) {
                return budget.get("left").asLong() + budget.get("inHand").asLong();
            }
        }
        throw new AssertionError("no budget of " + rule);
    }
}
