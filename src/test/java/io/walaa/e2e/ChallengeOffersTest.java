package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.Shop;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offers that challenges make to those who complete them. */
class ChallengeOffersTest {
    private static final String DOCUMENT = """
            name: shop
            title: {ar: متجر, en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [ar, en]
            units: {points: {title: {ar: نقاط, en: points}}}
            challenges:
              - id: two
                kind: count
                title: {ar: طلبان, en: Two orders}
                event: purchase
                goal: 2
                rewards: [{offer: half}]
            offers:
              - id: half
                title: {ar: النصف, en: Half}
                claimFor: P2D
                benefit: {kind: voucher, discount: {kind: percent-off, percent: 50}}
            """;
    private Shop shop;
    private String member;

    @BeforeEach
    void a_shop() throws Exception {
        shop = Shop.open(RunningServer.shared(), DOCUMENT);
        member = shop.member(0);
    }

    @Test
    void it_is_made_on_completing_and_claimed_for_a_voucher() throws Exception {
        assertThat(offer()).isNull();
        buy("o1");
        JsonNode early = shop.ok(422, claim("early"));
        assertThat(early.get("code").asText()).isEqualTo("offer-not-made");
        assertThat(early.get("detail").asText()).contains("complete a challenge");

        JsonNode second = buy("o2");
        assertThat(second.get("effects").findValuesAsText("type")).contains("challenge.completed", "offer.made");
        assertThat(offer().get("state").asText()).isEqualTo("offered");
        JsonNode claimed = shop.ok(201, claim("c"));
        assertThat(claimed.get("effects").findValuesAsText("type")).contains("offer.claimed", "voucher.issued");
        assertThat(vouchers()).isEqualTo(1);
    }

    @Test
    void a_return_withdraws_it_until_it_is_claimed() throws Exception {
        buy("o1");
        buy("o2");
        JsonNode returned = giveBack("o2");
        assertThat(returned.get("effects").findValuesAsText("type")).contains("offer.withdrawn");
        assertThat(offer()).isNull();
        assertThat(shop.refused(422, claim("c1"))).isEqualTo("offer-not-made");

        buy("o3");
        shop.ok(201, claim("c2"));
        giveBack("o3");
        assertThat(vouchers()).isEqualTo(1);
    }

    @Test
    void an_offer_that_there_is_not_is_pointed_at() throws Exception {
        String wrong =
                DOCUMENT.replace("{offer: half}", "{offer: halv}").replace("name: shop", "name: " + shop.programme());
        HttpResponse<String> answer = shop.server()
                .send("POST", "/v1/programme/validate", shop.key(), wrong, Map.of("Content-Type", "application/yaml"));
        assertThat(answer.body()).contains("/challenges/0/rewards/0/offer", "\"near\":\"half\"");
    }

    private JsonNode buy(String order) throws Exception {
        return event("purchase", order, """
                {"id":"%s","currency":"KWD","lines":[{"id":"1","sku":"a","quantity":1,"unitPrice":"2.000"}],
                 "tenders":[{"type":"cash","amount":"2.000"}]}""".formatted(order));
    }

    private JsonNode giveBack(String order) throws Exception {
        return event("return", "r-" + order, "{\"id\":\"" + order + "\"}");
    }

    private JsonNode event(String type, String id, String order) throws Exception {
        return shop.ok(201, shop.post("/v1/events", """
                {"source":"till","type":"%s","id":"%s","member":"%s","occurredAt":"%s","order":%s}""".formatted(type, id, member, Instant.now(), order), null));
    }

    private HttpResponse<String> claim(String key) {
        return shop.post("/v1/members/" + member + "/offers/half/claim", "{}", key);
    }

    private JsonNode offer() throws Exception {
        for (JsonNode offer : shop.ok(200, shop.server().get("/v1/members/" + member + "/offers", shop.key()))
                .get("offers")) {
            return offer;
        }
        return null;
    }

    private int vouchers() throws Exception {
        return shop.ok(200, shop.server().get("/v1/members/" + member + "/vouchers", shop.key()))
                .get("vouchers")
                .size();
    }
}
