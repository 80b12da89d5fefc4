package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.Shop;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Offers from their trigger to their use. */
class OffersTest {
    private static final AtomicInteger EVENTS = new AtomicInteger();
    private static Shop shop;

    @BeforeAll
    static void start() {
        String more = """

                offers:
                  - id: flash
                    title: {ar: عرض خاطف, en: A flash offer}
                    quantity: 5
                    benefit: {kind: bonus, unit: points, points: 7}
                  - id: regulars-only
                    title: {ar: للدائمين, en: For regulars}
                    onEntering: loyal
                    claimFor: PT1H
                    benefit: {kind: bonus, unit: points, points: 3}
                """;
        String segments = """

                segments:
                  - id: loyal
                    condition: balances.points >= 500
                """;
        String document = RunningServer.document().replace("\noffers:\n", more).replace("\nsegments:\n", segments);
        shop = Shop.open(RunningServer.shared(), document);
    }

    @Test
    void a_visit_makes_an_offer_that_doubles_the_next_purchase_and_a_return_takes_it_back() throws Exception {
        String member = shop.member(0);
        assertThat(offer(member, "welcome-back")).isNull();
        JsonNode early = shop.ok(422, claim(member, "welcome-back", "early"));
        assertThat(early.get("code").asText()).isEqualTo("offer-not-made");
        assertThat(early.get("detail").asText()).contains("visit");

        event(member, "visit", "");
        JsonNode made = offer(member, "welcome-back");
        assertThat(made.get("state").asText()).isEqualTo("offered");
        assertThat(Instant.parse(made.get("until").asText()))
                .isBetween(Instant.now().plusSeconds(47 * 3600), Instant.now().plusSeconds(49 * 3600));
        shop.ok(200, shop.post("/v1/members/" + member + "/offers/welcome-back/seen", "{}", "seen"));
        assertThat(offer(member, "welcome-back").get("state").asText()).isEqualTo("seen");
        shop.ok(201, claim(member, "welcome-back", "c"));
        assertThat(offer(member, "welcome-back").get("state").asText()).isEqualTo("claimed");
        JsonNode state = shop.ok(200, shop.server().get("/v1/members/" + member + "/state", shop.key()));
        assertThat(state.get("offers").findValuesAsText("id")).contains("welcome-back", "flash");
        assertThat(state.get("offers").findValuesAsText("state")).contains("claimed", "offered");
        assertThat(shop.refused(422, claim(member, "welcome-back", "c2"))).isEqualTo("offer-open");

        long before = shop.available(member);
        event(member, "purchase", ",\"order\":" + order("O-1", "4.000"));
        assertThat(shop.available(member) - before).isEqualTo(80);
        assertThat(offer(member, "welcome-back").get("state").asText()).isEqualTo("used");
        event(member, "purchase", ",\"order\":" + order("O-2", "1.000"));
        assertThat(shop.available(member) - before).isEqualTo(90);

        event(member, "return", ",\"order\":{\"id\":\"O-1\"}");
        assertThat(shop.available(member) - before).isEqualTo(10);
    }

    @Test
    void five_of_a_flash_offer_go_to_five_of_many() throws Exception {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            members.add(shop.member(0));
        }
        ExecutorService clients = Executors.newFixedThreadPool(20);
        List<Callable<HttpResponse<String>>> claims = new ArrayList<>();
        members.forEach(member -> claims.add(() -> claim(member, "flash", "f")));
        int granted = 0;
        for (Future<HttpResponse<String>> answer : clients.invokeAll(claims)) {
            if (answer.get().statusCode() == 201) {
                granted++;
            } else {
                assertThat(shop.refused(422, answer.get())).isEqualTo("offer-gone");
            }
        }
        clients.shutdown();
        assertThat(granted).isEqualTo(5);
        long points = 0;
        for (String member : members) {
            points += shop.available(member);
        }
        assertThat(points).isEqualTo(35);
        JsonNode seen = offer(shop.member(0), "flash");
        assertThat(seen.get("claimable").asBoolean()).isFalse();
        assertThat(seen.at("/missing/0/code").asText()).isEqualTo("offer-gone");
    }

    @Test
    void a_claimed_voucher_is_used_at_the_till() throws Exception {
        String member = shop.member(0);
        String code = shop.ok(201, claim(member, "dessert-on-us", "v"))
                .at("/voucher/code")
                .asText();
        JsonNode checked = shop.ok(
                200,
                shop.post(
                        "/v1/vouchers/" + code + "/validate",
                        "{\"basket\":{\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"kunafa\","
                                + "\"category\":\"dessert\",\"quantity\":2,\"unitPrice\":\"1.250\"}]}}",
                        null));
        assertThat(checked.get("off").asText()).isEqualTo("0.625");
        assertThat(shop.refused(422, claim(member, "dessert-on-us", "v2"))).isEqualTo("offer-claimed");
    }

    @Test
    void a_reward_costs_less_once_after_its_offer_was_claimed() throws Exception {
        String member = shop.member(200);
        assertThat(offer(member, "cup-for-less")).isNull();
        HttpResponse<String> moved = shop.server()
                .send(
                        "PATCH",
                        "/v1/members/" + member,
                        shop.key(),
                        "{\"attributes\":{\"city\":\"Hawalli\"}}",
                        Map.of("Idempotency-Key", "city", "If-Match", "*"));
        shop.ok(200, moved);
        assertThat(offer(member, "cup-for-less").get("claimable").asBoolean()).isTrue();
        shop.ok(201, claim(member, "cup-for-less", "c"));
        shop.ok(201, shop.post("/v1/members/" + member + "/redemptions", "{\"reward\":\"cup\"}", "r"));
        assertThat(shop.available(member)).isEqualTo(125);
        assertThat(offer(member, "cup-for-less").get("state").asText()).isEqualTo("used");
    }

    @Test
    void entering_a_segment_makes_an_offer() throws Exception {
        String member = shop.member(499);
        assertThat(offer(member, "regulars-only")).isNull();
        shop.ok(201, shop.post("/v1/members/" + member + "/earn", "{\"unit\":\"points\",\"amount\":1}", "one"));
        assertThat(offer(member, "regulars-only").get("state").asText()).isEqualTo("offered");
        shop.ok(201, claim(member, "regulars-only", "c"));
        assertThat(shop.available(member)).isEqualTo(503);
    }

    @Test
    void order_follows_priority_then_what_the_member_buys_and_is_explained() throws Exception {
        String member = shop.member(0);
        event(member, "visit", "");
        assertThat(ids(member)).startsWith("welcome-back");
        event(member, "purchase", ",\"order\":" + order("D-1", "2.000").replace("coffee", "dessert"));
        assertThat(ids(member)).startsWith("welcome-back", "dessert-on-us");
        JsonNode dessert = offer(member, "dessert-on-us");
        assertThat(dessert.at("/rank/affinity").asInt()).isEqualTo(1);
        assertThat(dessert.at("/rank/tags/dessert").asInt()).isEqualTo(1);
        assertThat(dessert.at("/title").asText()).isEqualTo("خصم على الحلويات");
    }

    @Test
    void an_offer_that_there_is_not_is_not_found() throws Exception {
        assertThat(shop.refused(404, claim(shop.member(0), "nothing", "n"))).isEqualTo("offer-not-found");
    }

    private static HttpResponse<String> claim(String member, String offer, String key) {
        return shop.post("/v1/members/" + member + "/offers/" + offer + "/claim", "{}", key);
    }

    private static void event(String member, String type, String more) throws Exception {
        String id = type + "-" + EVENTS.incrementAndGet();
        shop.ok(
                201,
                shop.post(
                        "/v1/events",
                        "{\"type\":\"%s\",\"id\":\"%s\",\"source\":\"t\",\"member\":\"%s\",\"occurredAt\":\"%s\",\"channel\":\"store\"%s}"
                                .formatted(type, id, member, Instant.now(), more),
                        null));
    }

    private static String order(String id, String amount) {
        return ("{\"id\":\"%s\",\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"s\",\"category\":\"coffee\","
                        + "\"quantity\":1,\"unitPrice\":\"%s\"}],\"tenders\":[{\"type\":\"card\",\"amount\":\"%s\"}]}")
                .formatted(id, amount, amount);
    }

    private static List<String> ids(String member) throws Exception {
        List<String> ids = new ArrayList<>();
        list(member).forEach(offer -> ids.add(offer.get("id").asText()));
        return ids;
    }

    private static JsonNode list(String member) throws Exception {
        return shop.ok(200, shop.server().get("/v1/members/" + member + "/offers?explain=true", shop.key()))
                .get("offers");
    }

    private static JsonNode offer(String member, String id) throws Exception {
        for (JsonNode offer : list(member)) {
            if (offer.get("id").asText().equals(id)) {
                return offer;
            }
        }
        return null;
    }
}
