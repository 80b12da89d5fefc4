package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.fixture.Shop;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A reward from the document to the till. */
class RewardsTest {
    private static final String COFFEE = """
            {"currency":"KWD","lines":[{"id":"1","sku":"latte","category":"coffee","quantity":2,"unitPrice":"1.750"},
             {"id":"2","sku":"kunafa","category":"dessert","quantity":1,"unitPrice":"2.500"}]}""";
    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = Shop.open();
    }

    @Test
    void a_reward_is_found_redeemed_checked_and_used_once() throws Exception {
        String member = shop.member(100);
        JsonNode latte = reward(member, "free-latte", "en");
        assertThat(latte.get("available").asBoolean()).isTrue();
        assertThat(latte.get("title").asText()).isEqualTo("A free latte");

        JsonNode redeemed = shop.ok(201, redeem(member, "{\"reward\":\"free-latte\"}", "r1"));
        String code = redeemed.at("/voucher/code").asText();
        assertThat(code).matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}[0-9A-Z*~$=]");
        assertThat(redeemed.at("/balances/points/available").asLong()).isEqualTo(60);
        JsonNode state = shop.ok(200, shop.server().get("/v1/members/" + member + "/state", shop.key()));
        assertThat(state.at("/vouchers/0/id")).isEqualTo(redeemed.at("/voucher/id"));

        JsonNode checked = shop.ok(200, validate(code, "{\"basket\":" + COFFEE + "}"));
        assertThat(checked.get("off").asText()).isEqualTo("1.750");
        assertThat(checked.at("/lines/0/id").asText()).isEqualTo("1");

        String typed = code.toLowerCase(java.util.Locale.ROOT).replace("-", "");
        assertThat(shop.ok(200, use(typed, "A-1", "u1")).get("off").asText()).isEqualTo("1.750");
        assertThat(shop.ok(200, use(typed, "A-1", "u1")).get("off").asText()).isEqualTo("1.750");
        assertThat(shop.refused(422, use(code, "A-1", "u2"))).isEqualTo("voucher-used-for-order");
        assertThat(shop.refused(422, use(code, "A-2", "u3"))).isEqualTo("voucher-used");
        assertThat(vouchers(member)).isEmpty();

        shop.ok(200, post("/v1/vouchers/" + code + "/restore", "{\"order\":\"A-1\"}", "b1"));
        assertThat(vouchers(member)).containsExactly(code);
        assertThat(shop.ok(200, use(code, "A-3", "u4")).get("usesLeft").asInt()).isZero();
    }

    @Test
    void a_cancelled_order_gives_its_vouchers_back_by_itself() throws Exception {
        String member = shop.member(100);
        String code = shop.ok(201, redeem(member, "{\"reward\":\"free-latte\"}", "cx"))
                .at("/voucher/code")
                .asText();
        shop.ok(200, use(code, "CX-1", "cx-use"));
        String bought = ",\"order\":{\"id\":\"CX-1\",\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"bean\","
                + "\"quantity\":2,\"unitPrice\":\"1.000\"}],\"tenders\":[{\"type\":\"cash\",\"amount\":\"2.000\"}]}";
        shop.ok(201, event(member, "cx-buy", "purchase", bought));
        String part = ",\"order\":{\"id\":\"CX-1\",\"lines\":[{\"id\":\"1\",\"quantity\":1}]}";
        shop.ok(201, event(member, "cx-part", "return", part));
        assertThat(vouchers(member)).isEmpty();
        String all = ",\"order\":{\"id\":\"CX-1\"}";
        shop.ok(201, event(member, "cx-all", "cancel", all));
        assertThat(vouchers(member)).containsExactly(code);
        assertThat(shop.refused(422, event(member, "cx-none", "cancel", all))).isNotEmpty();
        shop.ok(200, use(code, "CX-2", "cx-again"));
        assertThat(vouchers(member)).isEmpty();
    }

    private static HttpResponse<String> event(String member, String id, String type, String more) {
        String body = "{\"id\":\"" + id + "\",\"source\":\"till\",\"type\":\"" + type + "\",\"member\":\"" + member
                + "\",\"occurredAt\":\"" + java.time.Instant.now() + "\"" + more + "}";
        return shop.post("/v1/events", body, null);
    }

    @Test
    void a_repeat_shows_the_same_code_and_takes_points_once() throws Exception {
        String member = shop.member(100);
        JsonNode first = shop.ok(201, redeem(member, "{\"reward\":\"free-latte\"}", "same"));
        HttpResponse<String> again = redeem(member, "{\"reward\":\"free-latte\"}", "same");
        assertThat(shop.ok(201, again).get("voucher")).isEqualTo(first.get("voucher"));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(shop.available(member)).isEqualTo(60);
    }

    @Test
    void what_is_missing_is_said_in_the_members_language() throws Exception {
        String member = shop.member(30);
        JsonNode latte = reward(member, "free-latte", "ar");
        assertThat(latte.get("available").asBoolean()).isFalse();
        assertThat(latte.get("title").asText()).isEqualTo("لاتيه مجاني");
        assertThat(latte.at("/missing/0/code").asText()).isEqualTo("insufficient-points");
        assertThat(latte.at("/missing/0/missing").asLong()).isEqualTo(10);
        assertThat(latte.at("/missing/0/detail").asText()).contains("10 نقاط");
        assertThat(shop.refused(422, redeem(member, "{\"reward\":\"free-latte\"}", "x")))
                .isEqualTo("insufficient-points");
        assertThat(shop.refused(404, redeem(member, "{\"reward\":\"free-tea\"}", "y")))
                .isEqualTo("reward-not-found");
        assertThat(shop.available(member)).isEqualTo(30);
    }

    @Test
    void stock_is_decided_by_the_house_and_given_back() throws Exception {
        String member = shop.member(400);
        long before = reward(member, "cup", "en").get("left").asLong();
        JsonNode cup = shop.ok(201, redeem(member, "{\"reward\":\"cup\"}", "cup"));
        assertThat(cup.at("/balances/points/available").asLong()).isEqualTo(250);
        String redemption = cup.get("redemption").asText();
        assertThat(shop.refused(422, redeem(member, "{\"reward\":\"cup\"}", "cup2")))
                .isEqualTo("reward-limit-reached");

        shop.ok(200, post("/v1/redemptions/" + redemption + "/cancel", "{}", "back"));
        assertThat(shop.available(member)).isEqualTo(400);
        assertThat(reward(member, "cup", "en").get("left").asLong()).isEqualTo(before);
        assertThat(shop.refused(422, use(cup.at("/voucher/code").asText(), "A-9", "late")))
                .isEqualTo("voucher-cancelled");
        assertThat(shop.refused(422, post("/v1/redemptions/" + redemption + "/cancel", "{}", "back2")))
                .isEqualTo("redemption-cancelled");
        shop.ok(201, redeem(member, "{\"reward\":\"cup\"}", "cup3"));
    }

    @Test
    void points_pay_at_a_rate_and_a_gift_card_pays_until_it_is_empty() throws Exception {
        String member = shop.member(1_000);
        assertThat(shop.refused(422, redeem(member, "{\"reward\":\"pay-with-points\"}", "p0")))
                .isEqualTo("reward-points-wanted");
        assertThat(shop.refused(422, redeem(member, "{\"reward\":\"pay-with-points\",\"points\":49}", "p1")))
                .isEqualTo("reward-points-out-of-range");
        String paid = code(redeem(member, "{\"reward\":\"pay-with-points\",\"points\":250}", "p2"));
        String card = code(redeem(member, "{\"reward\":\"gift-card\"}", "g"));
        assertThat(shop.available(member)).isEqualTo(150);

        String both = "{\"basket\":" + COFFEE + ",\"with\":[\"" + card + "\"]}";
        assertThat(shop.ok(200, validate(paid, both)).get("off").asText()).isEqualTo("2.500");
        JsonNode used = shop.ok(
                200,
                post(
                        "/v1/vouchers/" + card + "/use",
                        "{\"order\":\"G-1\",\"basket\":" + COFFEE + ",\"with\":[\"" + paid + "\"]}",
                        "gu"));
        assertThat(used.get("off").asText()).isEqualTo("3.500");
        assertThat(used.get("balance").asText()).isEqualTo("1.500");
        assertThat(shop.ok(200, use(card, "G-2", "gu2")).get("off").asText()).isEqualTo("1.500");
        assertThat(shop.refused(422, use(card, "G-3", "gu3"))).isEqualTo("voucher-used");
    }

    @Test
    void vouchers_that_stand_alone_are_told_so() throws Exception {
        String member = shop.member(200);
        String alone = code(redeem(member, "{\"reward\":\"ten-percent\"}", "a"));
        String other = code(redeem(member, "{\"reward\":\"free-latte\"}", "b"));
        assertThat(shop.refused(422, validate(alone, "{\"basket\":" + COFFEE + ",\"with\":[\"" + other + "\"]}")))
                .isEqualTo("voucher-stands-alone");
        assertThat(shop.ok(200, validate(alone, "{\"basket\":" + COFFEE + "}"))
                        .get("off")
                        .asText())
                .isEqualTo("0.600");
    }

    @Test
    void a_slot_takes_its_people_and_gives_them_back() throws Exception {
        String member = shop.member(500);
        assertThat(shop.refused(422, redeem(member, "{\"reward\":\"roastery\"}", "s0")))
                .isEqualTo("reward-slot-wanted");
        assertThat(shop.refused(422, redeem(member, "{\"reward\":\"roastery\",\"slot\":\"winter\"}", "s1")))
                .isEqualTo("reward-slot-unknown");
        assertThat(shop.refused(
                        422, redeem(member, "{\"reward\":\"roastery\",\"slot\":\"spring\",\"people\":5}", "s2")))
                .isEqualTo("reward-too-many-people");
        JsonNode ticket =
                shop.ok(201, redeem(member, "{\"reward\":\"roastery\",\"slot\":\"spring\",\"people\":3}", "s3"));
        assertThat(places(member, "spring")).isEqualTo(9);
        JsonNode seen = shop.ok(200, validate(ticket.at("/voucher/code").asText(), "{}"));
        assertThat(seen.at("/voucher/slot").asText()).isEqualTo("spring");
        assertThat(seen.at("/voucher/people").asInt()).isEqualTo(3);
        shop.ok(200, post("/v1/redemptions/" + ticket.get("redemption").asText() + "/cancel", "{}", "s4"));
        assertThat(places(member, "spring")).isEqualTo(12);
    }

    @Test
    void a_donation_stands_on_its_causes_account() throws Exception {
        String member = shop.member(90);
        JsonNode given = shop.ok(201, redeem(member, "{\"reward\":\"give\",\"points\":70}", "d"));
        assertThat(given.has("voucher")).isFalse();
        assertThat(given.at("/effects/1/cause").asText()).isEqualTo("red-crescent");
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            JsonNode books = shop.ok(200, shop.server().get("/v1/ledger/trial-balance", shop.key()));
            assertThat(books.at("/units/points/accounts/cause:red-crescent").asLong())
                    .as(books.toString())
                    .isEqualTo(70);
        });
    }

    @Test
    void a_typo_is_told_from_an_unknown_code_and_only_unknown_ones_are_limited() throws Exception {
        Shop other = Shop.open();
        String member = other.member(100);
        String code = code(other.post("/v1/members/" + member + "/redemptions", "{\"reward\":\"free-latte\"}", "r"));
        char last = code.charAt(5);
        String typo = code.substring(0, 5) + (last == 'A' ? 'B' : 'A') + code.substring(6);
        String unknown = shop.ok(201, redeem(shop.member(100), "{\"reward\":\"free-latte\"}", "foreign"))
                .at("/voucher/code")
                .asText();
        for (int i = 0; i < 25; i++) {
            assertThat(other.refused(422, other.post("/v1/vouchers/" + typo + "/validate", "{}", null)))
                    .isEqualTo("voucher-code-mistyped");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(other.refused(404, other.post("/v1/vouchers/" + unknown + "/validate", "{}", null)))
                    .isEqualTo("voucher-not-found");
        }
        HttpResponse<String> stopped = other.post("/v1/vouchers/" + code + "/validate", "{}", null);
        assertThat(other.refused(429, stopped)).isEqualTo("too-many-wrong-codes");
        assertThat(stopped.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void a_member_redeems_and_gives_back_alone() throws Exception {
        String member = shop.member(100);
        String token = shop.token(member);
        JsonNode mine = shop.ok(
                201,
                shop.server()
                        .post(
                                "/v1/me/redemptions",
                                token,
                                "{\"reward\":\"free-latte\"}",
                                Map.of("Idempotency-Key", "m")));
        JsonNode wallet = shop.ok(200, shop.server().get("/v1/me/vouchers", token));
        assertThat(wallet.at("/vouchers/0/code")).isEqualTo(mine.at("/voucher/code"));
        assertThat(wallet.at("/vouchers/0/benefit/kind").asText()).isEqualTo("free-item");
        String path = "/v1/me/redemptions/" + mine.get("redemption").asText() + "/cancel";
        String stranger = shop.token(shop.member(0));
        assertThat(shop.refused(404, shop.server().post(path, stranger, "{}", Map.of("Idempotency-Key", "c"))))
                .isEqualTo("redemption-not-found");
        shop.ok(200, shop.server().post(path, token, "{}", Map.of("Idempotency-Key", "c")));
        assertThat(shop.available(member)).isEqualTo(100);
    }

    @Test
    void a_campaigns_code_belongs_to_whoever_uses_it_first() throws Exception {
        JsonNode made = shop.ok(201, post("/v1/campaigns/eid/codes", "{\"count\":3}", "eid"));
        assertThat(shop.ok(201, post("/v1/campaigns/eid/codes", "{\"count\":3}", "eid"))
                        .get("codes"))
                .isEqualTo(made.get("codes"));
        assertThat(made.get("codes")).hasSize(3);
        String code = made.at("/codes/1").asText();
        assertThat(shop.ok(200, validate(code, "{\"basket\":" + COFFEE + "}"))
                        .get("off")
                        .asText())
                .isEqualTo("0.900");
        assertThat(shop.ok(200, use(code, "E-1", "e1")).get("off").asText()).isEqualTo("0.900");
        assertThat(shop.refused(422, use(code, "E-2", "e2"))).isEqualTo("voucher-used");
        shop.ok(200, post("/v1/vouchers/" + code + "/restore", "{\"order\":\"E-1\"}", "e3"));
        shop.ok(200, use(code, "E-3", "e4"));
        assertThat(shop.refused(404, post("/v1/campaigns/none/codes", "{\"count\":1}", "x")))
                .isEqualTo("campaign-not-found");
        assertThat(shop.refused(400, post("/v1/campaigns/eid/codes", "{\"count\":101}", "x")))
                .isEqualTo("invalid-input");
    }

    @Test
    void a_code_is_shown_as_a_picture() throws Exception {
        String code = code(redeem(shop.member(40), "{\"reward\":\"free-latte\"}", "q"));
        HttpResponse<String> svg = shop.server().get("/v1/vouchers/" + code + "/qr.svg", shop.key());
        assertThat(svg.statusCode()).isEqualTo(200);
        assertThat(svg.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(svg.body()).startsWith("<svg").contains("viewBox");
        var png = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(shop.server().url() + "/v1/vouchers/" + code + "/qr.png"))
                                .header("Authorization", "Bearer " + shop.key())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        var image = javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(png.body()));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        String read = new com.google.zxing.qrcode.QRCodeReader()
                .decode(new com.google.zxing.BinaryBitmap(new com.google.zxing.common.HybridBinarizer(
                        new com.google.zxing.RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
                .getText();
        assertThat(read).isEqualTo(code.replace("-", ""));
    }

    @Test
    void a_dry_run_takes_nothing() throws Exception {
        String member = shop.member(200);
        JsonNode dry = shop.ok(
                200, shop.post("/v1/members/" + member + "/redemptions?dryRun=true", "{\"reward\":\"cup\"}", null));
        assertThat(dry.get("dryRun").asBoolean()).isTrue();
        assertThat(shop.available(member)).isEqualTo(200);
        assertThat(vouchers(member)).isEmpty();
    }

    private static HttpResponse<String> redeem(String member, String body, String key) {
        return post("/v1/members/" + member + "/redemptions", body, key);
    }

    private static String code(HttpResponse<String> redeemed) throws Exception {
        return shop.ok(201, redeemed).at("/voucher/code").asText();
    }

    private static HttpResponse<String> validate(String code, String body) {
        return shop.post("/v1/vouchers/" + code + "/validate", body, null);
    }

    private static HttpResponse<String> use(String code, String order, String key) {
        return post("/v1/vouchers/" + code + "/use", "{\"order\":\"" + order + "\",\"basket\":" + COFFEE + "}", key);
    }

    private static HttpResponse<String> post(String path, String body, String key) {
        return shop.post(path, body, key);
    }

    private static List<String> vouchers(String member) throws Exception {
        return shop.ok(200, shop.server().get("/v1/members/" + member + "/vouchers", shop.key()))
                .findValuesAsText("code");
    }

    private static JsonNode reward(String member, String id, String language) throws Exception {
        HttpResponse<String> list = shop.server()
                .send("GET", "/v1/rewards?member=" + member, shop.key(), null, Map.of("Accept-Language", language));
        for (JsonNode reward : shop.ok(200, list).get("rewards")) {
            if (reward.get("id").asText().equals(id)) {
                return reward;
            }
        }
        throw new AssertionError("no reward " + id);
    }

    private static long places(String member, String slot) throws Exception {
        for (JsonNode open : reward(member, "roastery", "en").get("slots")) {
            if (open.get("id").asText().equals(slot)) {
                return open.get("left").asLong();
            }
        }
        return 0;
    }
}
