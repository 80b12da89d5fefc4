package io.walaa.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.fixture.Deployment;
import io.walaa.fixture.Shop;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a node had in hand of a rule's budget when it stopped is given by the next one. */
class BudgetAtStopTest {
    private static final String DOCUMENT = """
            name: shop
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            units: {points: {title: {en: points}}}
            rules:
              - {id: visit, kind: event, event: visit, unit: points, points: 7, budget: 3200}
            """;

    @Test
    void a_node_that_stops_gives_its_slice_back() throws Exception {
        try (Deployment deployment = Deployment.start()) {
            Shop shop = Shop.open(deployment.server(), DOCUMENT);
            shop.ok(201, shop.post("/v1/events", """
                    {"source":"door","type":"visit","id":"v1","member":"%s","occurredAt":"%s"}
                    """.formatted(shop.member(0), Instant.now()), null));
            assertThat(budget(deployment, shop)).isEqualTo("left 3100 inHand 93");

            deployment.stopServer();
            deployment.restartServer();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(budget(deployment, shop)).isEqualTo("left 3193 inHand 0"));
        }
    }

    private static String budget(Deployment deployment, Shop shop) throws Exception {
        JsonNode visit = shop.ok(200, deployment.server().get("/v1/programme/budgets", shop.key()))
                .at("/budgets/0");
        return "left " + visit.get("left") + " inHand " + visit.get("inHand");
    }
}
