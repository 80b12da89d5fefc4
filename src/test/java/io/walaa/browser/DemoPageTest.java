package io.walaa.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.walaa.fixture.RunningServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the page looks and behaves; what it shows comes from a script, so that all of it is there. */
class DemoPageTest {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static RunningServer server;

    private final List<String> troubles = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        Chromium.get();
        server = RunningServer.shared();
    }

    @AfterEach
    void nothing_was_refused_by_the_policy_of_the_page() {
        context.close();
        assertThat(troubles).isEmpty();
    }

    private void phone(String locale) {
        context = Chromium.phone(locale);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                troubles.add(message.text());
            }
        });
        page.onPageError(troubles::add);
    }

    /** Answers in the server's stead: this snapshot, these preferences, then one purchase. */
    private void play(JsonObject snapshot, JsonObject preferences) {
        answer("**/v1/me/state", snapshot);
        answer("**/v1/me/challenges", snapshot);
        answer("**/v1/me/offers", snapshot);
        answer("**/v1/me/boards", snapshot);
        answer("**/v1/me/boards/weekly*", snapshot.getJsonArray("boards").getJsonObject(0));
        answer("**/v1/me/preferences", preferences);
        page.routeWebSocket(
                "**/v1/live",
                socket -> socket.onMessage(frame -> {
                    if (frame.text().contains("hello")) {
                        socket.send(ScriptedLive.ready(ScriptedLive.recovered("e1", 41))
                                .encode());
                        JsonObject bought = ScriptedLive.pub(42, 1285);
                        bought.getJsonObject("e").getJsonObject("data").put("delta", 35);
                        socket.send(bought.encode());
                    }
                }));
    }

    private void answer(String path, JsonObject body) {
        page.route(
                path,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(body.encode())));
    }

    private static JsonObject snapshot(String tier, String next, String first, String second, String offer) {
        JsonObject points = new JsonObject()
                .put("available", 1250)
                .put("pending", 40)
                .put(
                        "expiring",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("at", "2027-01-31T21:00:00Z")
                                        .put("amount", 120)));
        JsonObject ahead =
                new JsonObject().put("title", next).put("threshold", 2000).put("missing", 750);
        return ScriptedLive.snapshot("e1", 41, 1250)
                .put("balances", new JsonObject().put("points", points))
                .put(
                        "tier",
                        new JsonObject().put("id", "gold").put("title", tier).put("next", ahead))
                .put(
                        "challenges",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("challenge", "cups")
                                        .put("title", first)
                                        .put("progress", 3)
                                        .put("goal", 5)
                                        .put("completed", 0))
                                .add(new JsonObject()
                                        .put("challenge", "shops")
                                        .put("title", second)
                                        .put("progress", 3)
                                        .put("goal", 3)
                                        .put("completed", 1)))
                .put("boards", new JsonArray().add(board(first)))
                .put(
                        "offers",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", "off_1")
                                        .put("title", offer)
                                        .put(
                                                "until",
                                                Instant.now()
                                                        .plusSeconds(5 * 86_400 + 60)
                                                        .toString())
                                        .put("left", 4)));
    }

    private static JsonObject board(String title) {
        JsonArray rows = new JsonArray()
                .add(new JsonObject().put("rank", 1).put("score", 310).put("name", "Noor"))
                .add(new JsonObject().put("rank", 2).put("score", 120).put("self", true));
        return new JsonObject().put("board", "weekly").put("title", title).put("rows", rows);
    }

    private static JsonObject arabic() {
        return snapshot(
                "الذهبي", "البلاتيني", "خمسة أكواب قهوة هذا الشهر", "زر ثلاثة فروع", "حلوى مجانية مع قهوتك القادمة");
    }

    private static JsonObject english() {
        return snapshot(
                "Gold",
                "Platinum",
                "Five cups of coffee this month",
                "Visit three shops",
                "A free dessert with your next coffee");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ar | latin  | rtl | 1,285 | كسبت 35 نقطة        | بقي 750 إلى البلاتيني | ينتهي بعد 5 أيام",
                "ar | arabic | rtl | ١٬٢٨٥ | كسبت ٣٥ نقطة        | بقي ٧٥٠ إلى البلاتيني | ينتهي بعد ٥ أيام",
                "en | latin  | ltr | 1,285 | You earned 35 points | 750 to Platinum      | ends in 5 days",
                "en | arabic | ltr | ١٬٢٨٥ | You earned ٣٥ points | ٧٥٠ to Platinum      | ends in ٥ days"
            })
    void member_is_shown_in_their_language_and_digits(
            String language, String digits, String direction, String balance, String news, String tier, String ends) {
        phone("fr-FR");
        JsonObject preferences = new JsonObject()
                .put("locale", language)
                .put("timeZone", "Asia/Kuwait")
                .put("preferences", new JsonObject().put("digits", digits));
        play(language.equals("ar") ? arabic() : english(), preferences);
        page.navigate(server.url() + "/demo/live#token=any");

        assertThat(page.locator("#balance")).hasText(balance);
        assertThat(page.locator("html")).hasAttribute("dir", direction);
        assertThat(page.locator("#news b")).hasText(news);
        assertThat(page.locator("#tier-next")).hasText(tier);
        assertThat(page.locator("#offers .chip").first()).hasText(ends);
        assertThat(page.locator("#challenges li")).hasCount(2);
        assertThat(page.locator("#places li")).hasCount(2);
        assertThat(page.locator("#connection")).hasText(language.equals("ar") ? "مباشر" : "Live");
        assertThat(page).hasURL(server.url() + "/demo/live");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("live-" + language + "-" + digits + ".png"))
                .setFullPage(true));
        nothingSticksOut();
    }

    private void nothingSticksOut() {
        page.setViewportSize(320, 700);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }

    @Test
    void language_and_digits_change_what_is_already_there() {
        phone("ar-KW");
        play(arabic(), new JsonObject());
        page.navigate(server.url() + "/demo/live#token=any");
        assertThat(page.locator("#news b")).hasText("كسبت 35 نقطة");

        page.click("#digits");
        assertThat(page.locator("#news b")).hasText("كسبت ٣٥ نقطة");
        page.click("#language");
        assertThat(page.locator("#news b")).hasText("You earned ٣٥ points");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void dark_room_gets_a_dark_page() {
        phone("ar-KW");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        play(arabic(), new JsonObject());
        page.navigate(server.url() + "/demo/live#token=any");
        assertThat(page.locator("#balance")).hasText("1,285");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("live-dark.png"))
                .setFullPage(true));
        assertThat(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
                .isEqualTo("rgb(13, 20, 19)");
    }

    @ParameterizedTest
    @CsvSource({"ar-KW, لمن هذه الشاشة؟", "en-GB, Whose screen is this?"})
    void without_a_token_it_asks_for_one(String locale, String question) {
        phone(locale);
        play(english(), new JsonObject());
        page.navigate(server.url() + "/demo/live");
        assertThat(page.locator("#entrance h1")).hasText(question);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("entrance-" + locale + ".png"))
                .setFullPage(true));
        nothingSticksOut();
        page.fill("#token", "{\"token\":\"pasted-as-it-came\",\"expiresAt\":\"2026-11-22T10:00:00Z\"}");
        page.click("#enter button");
        assertThat(page.locator("#screen")).isVisible();
    }

    @Test
    void what_others_wrote_is_text_and_never_markup() {
        phone("en-GB");
        String nasty = "<img src=x onerror=document.title='taken'>";
        play(snapshot(nasty, nasty, nasty, nasty, nasty), new JsonObject());
        page.navigate(server.url() + "/demo/live#token=any");

        assertThat(page.locator("#offers b")).hasText(nasty);
        assertThat(page.locator("img")).hasCount(0);
        assertThat(page).hasTitle("Walaa · ولاء");
    }

    @Test
    void token_that_opens_nothing_leads_back_to_the_question() {
        phone("en-GB");
        page.navigate(server.url() + "/demo/live#token=forged");
        assertThat(page.locator("#why"))
                .hasText("The member's token is no longer good. Open a new link, or paste a new token.");
        // the refusals themselves are all that the console has to say
        assertThat(troubles).allMatch(text -> text.contains("401"));
        troubles.clear();
    }
}
