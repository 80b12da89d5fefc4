package io.walaa.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import io.walaa.fixture.RunningServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on a whole server: what happens at the till is on the screen. */
class LiveScreenTest {
    private static RunningServer server;
    private static String key;
    private static int numbers;

    private final List<String> troubles = new ArrayList<>();
    private BrowserContext context;
    private Page page;
    private String member;

    @BeforeAll
    static void start() {
        Chromium.get();
        server = RunningServer.shared();
        key = server.key(server.programme(), "earn", "redeem", "members");
    }

    @BeforeEach
    void member() {
        member = post("/v1/members", "{\"locale\":\"ar-KW\",\"timeZone\":\"Asia/Kuwait\"}")
                .getString("id");
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(troubles).isEmpty();
    }

    private static JsonObject post(String path, String body) {
        return new JsonObject(server.post(path, key, body, Map.of("Idempotency-Key", "k" + ++numbers))
                .body());
    }

    private void purchase() {
        String id = "A-" + ++numbers;
        JsonObject reply = post("/v1/events", """
                {"type":"purchase","id":"%1$s","source":"till7","member":"%2$s","occurredAt":"%3$s","channel":"store",
                 "order":{"id":"%1$s","currency":"KWD",
                  "lines":[{"id":"1","sku":"latte","category":"coffee","quantity":2,"unitPrice":"1.750"}],
                  "tenders":[{"type":"card","amount":"3.500"}]}}""".formatted(id, member, Instant.now()));
        assertThat(reply.getString("entry")).isNotNull();
    }

    private void screen() {
        String token = post("/v1/members/" + member + "/tokens", "{}").getString("token");
        context = Chromium.phone("fr-FR");
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                troubles.add(message.text());
            }
        });
        page.onPageError(troubles::add);
        context.addInitScript(opening());
        page.navigate(server.url() + "/demo/live#token=" + token);
        assertThat(page.locator("#connection")).hasText("مباشر");
    }

    private String opening() {
        return blocked ? "delete window.WebSocket" : "";
    }

    private boolean blocked;

    @Test
    void purchase_is_on_the_screen_at_once() {
        screen();
        assertThat(page.locator("#balance")).hasText("0");
        assertThat(page.locator("#tier-next")).containsText("30.000");
        assertThat(page.locator("#challenges b")).containsText(new String[] {"سبعة أيام متتالية", "رحلة التعارف"});

        purchase();

        assertThat(page.locator("#balance")).hasText("35");
        assertThat(page.locator("#news b").first()).hasText("كسبت 35 نقطة");
        // 3.500 of the month's 20 dinars
        assertThat(page.locator("#challenges")).containsText("18");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots/purchase.png"))
                .setFullPage(true));
    }

    @Test
    void what_happened_in_a_tunnel_is_there_afterwards() {
        screen();
        purchase();
        assertThat(page.locator("#balance")).hasText("35");
        context.setOffline(true);
        assertThat(page.locator("#connection")).hasText("غير متصل");

        purchase();
        purchase();
        context.setOffline(false);

        assertThat(page.locator("#balance")).hasText("105");
        assertThat(page.locator("#news b")).hasText(new String[] {"كسبت 35 نقطة", "كسبت 35 نقطة", "كسبت 35 نقطة"});
        troubles.removeIf(text -> text.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void without_websockets_the_stream_tells_the_same() {
        blocked = true;
        screen();
        purchase();
        assertThat(page.locator("#balance")).hasText("35");
        assertThat(page.locator("#news b").first()).hasText("كسبت 35 نقطة");
    }

    @Test
    void spent_points_leave_the_screen() {
        purchase();
        screen();
        assertThat(page.locator("#balance")).hasText("35");

        post("/v1/members/" + member + "/redeem", "{\"unit\":\"points\",\"amount\":30}");

        assertThat(page.locator("#balance")).hasText("5");
        assertThat(page.locator("#news b").first()).hasText("استخدمت 30 نقطة");
    }
}
