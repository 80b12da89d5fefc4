package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.Shop;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What levels, rewards, boards and offers say on the screens. */
class LiveFeaturesTest {
    private static final AtomicInteger EVENTS = new AtomicInteger();
    private static final String DOCUMENT = """
            name: it
            title: {ar: متجر, en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [ar, en]
            units:
              points: {title: {ar: نقاط, en: points}}
              stars: {title: {ar: نجوم, en: stars}, activation: P14D}
              coins: {title: {ar: قطع, en: coins}, expiry: {rolling: P20D}}
            attributes: {nickname: text, vip: flag}
            rules:
              - {id: base, kind: spend, unit: points, points: 10, per: "1.000"}
              - {id: star, kind: event, unit: stars, event: visit, points: 3}
              - {id: coin, kind: event, unit: coins, event: visit, points: 4}
            challenges:
              - {id: twice, kind: count, event: visit, goal: 2, title: {ar: مرتان, en: Twice}}
            tiers:
              by: spend
              period: {calendar: year}
              levels:
                - {id: seed, title: {ar: نواة, en: Seed}}
                - {id: palm, title: {ar: نخلة, en: Palm}, threshold: "30.000"}
            segments:
              - {id: vips, title: {ar: المميزون, en: VIPs}, condition: member.vip}
            rewards:
              - {id: cup, kind: custom, title: {ar: كوب, en: A cup}, price: {unit: points, points: 40}}
            offers:
              - id: flash
                title: {ar: عرض خاطف, en: A flash offer}
                quantity: 5
                schedule: {until: 2099-01-01}
                benefit: {kind: bonus, unit: points, points: 7}
              - id: for-vips
                title: {ar: للمميزين, en: For VIPs}
                segments: [vips]
                benefit: {kind: bonus, unit: points, points: 9}
              - id: on-visit
                title: {ar: زيارة, en: On a visit}
                onEvent: visit
                benefit: {kind: bonus, unit: points, points: 1}
            boards:
              - {id: weekly, title: {ar: الأسبوع, en: The week}, measure: points, unit: points, every: week, name: nickname}
            """;
    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = Shop.open(RunningServer.shared(), DOCUMENT);
    }

    private static String member(String body) throws Exception {
        return shop.ok(201, shop.post("/v1/members", body, "lf-" + EVENTS.incrementAndGet()))
                .get("id")
                .asText();
    }

    /** Segments are looked at with every event. */
    private static String vip(String body) throws Exception {
        String member = member(body);
        buy(member, "1.000");
        return member;
    }

    private static Screen screen(String member, String subs) {
        Screen screen = Screen.hello(shop.server().url(), shop.token(member), subs);
        screen.next("ready");
        return screen;
    }

    private static void buy(String member, String price) throws Exception {
        int number = EVENTS.incrementAndGet();
        String body = "{\"id\":\"lf" + number + "\",\"source\":\"test\",\"type\":\"purchase\",\"member\":\"" + member
                + "\",\"occurredAt\":\"" + Instant.now() + "\",\"order\":{\"id\":\"o" + number
                + "\",\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"bean\",\"quantity\":1,\"unitPrice\":\""
                + price
                + "\"}],\"tenders\":[{\"type\":\"cash\",\"amount\":\"" + price + "\"}]}}";
        shop.ok(201, shop.server().post("/v1/events", shop.key(), body, Map.of()));
    }

    @Test
    void a_purchase_says_how_far_it_is_to_the_next_level() throws Exception {
        String member = member("{\"locale\":\"ar\"}");
        try (Screen screen = screen(member, "{}")) {
            buy(member, "10.000");
            JsonNode far = screen.event("tier.progress").at("/e/data");
            assertThat(far.get("amount").asLong()).isEqualTo(10_000);
            assertThat(far.get("currency").asText()).isEqualTo("KWD");
            assertThat(far.at("/next/title").asText()).isEqualTo("نخلة");
            assertThat(far.at("/next/missing").asLong()).isEqualTo(20_000);
            buy(member, "25.000");
            assertThat(screen.event("tier.changed").at("/e/data/tier").asText()).isEqualTo("palm");
            assertThat(screen.event("tier.progress").at("/e/data/next").isNull())
                    .isTrue();
        }
    }

    private static Instant visit(String member) throws Exception {
        Instant now = Instant.now();
        String body = "{\"id\":\"lf" + EVENTS.incrementAndGet() + "\",\"source\":\"test\",\"type\":\"visit\","
                + "\"member\":\"" + member + "\",\"occurredAt\":\"" + now + "\"}";
        shop.ok(201, shop.server().post("/v1/events", shop.key(), body, Map.of()));
        return now;
    }

    @Test
    void a_visit_shows_what_is_on_its_way_what_expires_soon_and_the_way_to_a_goal() throws Exception {
        String member = member("{\"locale\":\"en\"}");
        try (Screen screen = screen(member, "{}")) {
            Instant before = visit(member);
            JsonNode pending = screen.event("points.pending").at("/e/data");
            assertThat(pending.get("unit").asText()).isEqualTo("stars");
            assertThat(pending.get("delta").asLong()).isEqualTo(3);
            assertThat(pending.get("pending").asLong()).isEqualTo(3);
            JsonNode expiring = screen.event("points.expiring").at("/e/data");
            assertThat(expiring.get("unit").asText()).isEqualTo("coins");
            assertThat(expiring.get("amount").asLong()).isEqualTo(4);
            assertThat(Instant.parse(expiring.get("at").asText()))
                    .isBetween(before.plus(Duration.ofDays(19)), before.plus(Duration.ofDays(22)));
            JsonNode half = screen.event("challenge.progress").at("/e/data");
            assertThat(half.get("challenge").asText()).isEqualTo("twice");
            assertThat(half.get("title").asText()).isEqualTo("Twice");
            assertThat(half.get("progress").asLong()).isEqualTo(1);
            assertThat(half.get("goal").asLong()).isEqualTo(2);
            assertThat(screen.event("offer.granted").at("/e/data/offer").asText())
                    .isEqualTo("on-visit");
            visit(member);
            JsonNode whole = screen.event("challenge.completed").at("/e/data");
            assertThat(whole.get("challenge").asText()).isEqualTo("twice");
            assertThat(whole.get("title").asText()).isEqualTo("Twice");
        }
    }

    @Test
    void a_reward_that_was_taken_is_told_by_its_title() throws Exception {
        String member = shop.member(100);
        try (Screen screen = screen(member, "{}")) {
            shop.ok(201, shop.post("/v1/members/" + member + "/redemptions", "{\"reward\":\"cup\"}", "lf-cup"));
            JsonNode told = screen.event("reward.redeemed").at("/e/data");
            assertThat(told.get("reward").asText()).isEqualTo("cup");
            assertThat(told.get("title").asText()).isIn("A cup", "كوب");
            assertThat(told.get("voucher").asText()).startsWith("vch_");
            assertThat(screen.event("voucher.updated").at("/e/data/voucher")).isEqualTo(told.get("voucher"));
        }
    }

    @Test
    void a_board_shows_its_first_places_without_ids() throws Exception {
        String member = member("{\"locale\":\"en\",\"attributes\":{\"nickname\":\"Noor\"}}");
        try (Screen screen = screen(member, "{\"board:weekly\":{}}")) {
            JsonNode joined = screen.all().get(0).at("/subs/board:weekly");
            assertThat(joined.get("mode").asText()).isEqualTo("latest");
            buy(member, "7.000");
            JsonNode shown =
                    screen.next(message -> message.at("/e/type").asText().equals("board.changed")
                            && message.at("/e/data/rows").toString().contains("Noor"));
            assertThat(shown.get("ch").asText()).isEqualTo("board:weekly");
            assertThat(shown.at("/e/data/title").asText()).isEqualTo("The week");
            assertThat(shown.at("/e/data/size").asLong()).isPositive();
            assertThat(shown.toString()).doesNotContain(member);
            assertThat(shown.at("/e/data/rows").findValuesAsText("score")).contains("70");
        }
    }

    @Test
    void many_changes_of_a_board_are_few_messages_of_which_the_last_is_how_it_is() throws Exception {
        String member = member("{\"locale\":\"en\",\"attributes\":{\"nickname\":\"Rush\"}}");
        try (Screen screen = screen(member, "{\"board:weekly\":{}}")) {
            long begin = System.nanoTime();
            for (int i = 0; i < 60; i++) {
                buy(member, "1.000");
            }
            screen.next(message -> scoreOf("Rush", message) == 600);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            // the first at once, then one in 250 ms at most, however long all of it took on this machine
            assertThat(screen.all())
                    .filteredOn(message -> message.at("/e/type").asText().equals("board.changed"))
                    .hasSizeLessThanOrEqualTo((int) (2 + millis / 250));
        }
    }

    private static long scoreOf(String name, JsonNode message) {
        for (JsonNode row : message.at("/e/data/rows")) {
            if (row.path("name").asText().equals(name)) {
                return row.path("score").asLong();
            }
        }
        return 0;
    }

    @Test
    void only_boards_that_there_are_and_segments_that_one_is_in_can_be_joined() throws Exception {
        String plain = member("{\"attributes\":{\"vip\":false}}");
        try (Screen screen = Screen.hello(
                shop.server().url(),
                shop.token(plain),
                "{\"board:other\":{},\"segment:vips\":{},\"board:weekly\":{}}")) {
            JsonNode subs = screen.next("ready").get("subs");
            assertThat(subs.at("/board:other/error").asText()).isEqualTo("forbidden");
            assertThat(subs.at("/segment:vips/error").asText()).isEqualTo("forbidden");
            assertThat(subs.at("/board:weekly").has("epoch")).isTrue();
        }
        String vip = vip("{\"attributes\":{\"vip\":true}}");
        try (Screen screen = screen(vip, "{\"segment:vips\":{}}")) {
            assertThat(screen.all().get(0).at("/subs/segment:vips").has("epoch"))
                    .isTrue();
        }
    }

    @Test
    void a_claim_tells_everybody_how_many_are_left() throws Exception {
        String member = member("{}");
        try (Screen screen = screen(member("{\"locale\":\"en\"}"), "{\"public:offers\":{}}")) {
            shop.ok(201, shop.post("/v1/members/" + member + "/offers/flash/claim", "{}", "lf-claim"));
            JsonNode told =
                    screen.next(message -> message.at("/e/type").asText().equals("offer.updated"));
            assertThat(told.get("ch").asText()).isEqualTo("public:offers");
            assertThat(told.at("/e/data/offer").asText()).isEqualTo("flash");
            assertThat(told.at("/e/data/left").asLong()).isEqualTo(4);
            assertThat(told.at("/e/data/until").asText()).startsWith("2099-01-01");
        }
    }

    @Test
    void an_announcement_is_one_message_to_its_segment_and_the_offer_is_there_for_who_asks() throws Exception {
        String vip = vip("{\"locale\":\"ar\",\"attributes\":{\"vip\":true}}");
        try (Screen inside = screen(vip, "{\"segment:vips\":{}}");
                Screen outside = screen(member("{\"locale\":\"en\"}"), "{\"public:offers\":{}}")) {
            JsonNode first = shop.ok(201, shop.post("/v1/offers/for-vips/announce", "{}", "lf-a1"));
            assertThat(first.at("/channels/0").asText()).isEqualTo("segment:vips");
            HttpResponse<String> again = shop.post("/v1/offers/for-vips/announce", "{}", "lf-a1");
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(shop.ok(201, again)).isEqualTo(first);
            JsonNode told = inside.event("offer.granted");
            assertThat(told.at("/e/id")).isEqualTo(first.get("event"));
            assertThat(told.at("/e/data/title").asText()).isEqualTo("للمميزين");
            HttpResponse<String> mine =
                    shop.server().send("GET", "/v1/me/offers", shop.token(vip), null, Map.of("Accept-Language", "ar"));
            assertThat(mine.body()).contains("for-vips");
            outside.say("{\"t\":\"ping\"}").next("pong");
            assertThat(outside.all().toString()).doesNotContain("for-vips");
        }
        assertThat(shop.refused(422, shop.post("/v1/offers/on-visit/announce", "{}", "lf-a2")))
                .isEqualTo("offer-not-open-to-all");
        assertThat(shop.refused(404, shop.post("/v1/offers/none/announce", "{}", "lf-a3")))
                .isEqualTo("offer-not-found");
    }
}
