package io.walaa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import io.vertx.core.json.JsonObject;
import io.walaa.fixture.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoPageTest {
    private static RunningServer server;
    private static String rich = """
            {"id":"mem_0000000000000001","seq":41,
             "balances":{"points":{"available":1250,"pending":40,"held":0,"debt":0,
               "expiring":[{"at":"2027-01-31T21:00:00Z","amount":120}]}},
             "holds":[],
             "tier":{"id":"gold","title":"الذهبي","next":{"title":"البلاتيني","value":1250,"target":2000,"missing":750}},
             "challenges":[
               {"id":"five","title":"خمسة أكواب قهوة هذا الشهر","value":3,"target":5},
               {"id":"stores","title":"زر ثلاثة فروع","value":3,"target":3,"completed":true}],
             "offers":[{"id":"off_1","title":"حلوى مجانية مع قهوتك القادمة","endsAt":"2026-12-24T09:00:00Z","left":4}],
             "live":{"epoch":"e1","offset":41}}""";

    private final List<String> troubles = new ArrayList<>();
    private BrowserContext context;

    @BeforeAll
    static void start() {
        Chromium.get();
        server = RunningServer.shared();
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Page open(String language, String path) {
        context = Chromium.phone(language);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                troubles.add(message.text());
            }
        });
        page.onPageError(troubles::add);
        return page;
    }

    @Test
    void looks() throws Exception {
        for (String language : List.of("ar-KW", "en-GB")) {
            Page page = open(language, "");
            BlockingQueue<WebSocketRoute> sockets = new LinkedBlockingQueue<>();
            page.route("**/v1/me/state", route -> route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(rich)));
            page.route("**/v1/me/preferences", route -> route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody("{}")));
            page.routeWebSocket("**/v1/live", socket -> {
                socket.onMessage(frame -> {
                    if (frame.text().contains("hello")) {
                        socket.send("{\"id\":1,\"t\":\"ready\",\"ping\":25,\"subs\":{\"member\":{\"recovered\":true,\"epoch\":\"e1\",\"offset\":41,\"pubs\":[]}}}");
                        socket.send(ScriptedLive.pub(42, 1285).encode().replace("\"delta\":1", "\"delta\":35"));
                    }
                });
            });
            page.navigate(server.url() + "/demo/live#token=abc");
            com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(page.locator("#balance")).hasText("1,285");
            page.waitForTimeout(900);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/" + language + ".png")).setFullPage(true));
            page.click("#digits");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/" + language + "-digits.png")).setFullPage(true));
            context.close();
            page = open(language, "");
            page.navigate(server.url() + "/demo/live");
            page.waitForSelector("#entrance:not([hidden])");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/" + language + "-enter.png")).setFullPage(true));
            context.close();
        }
        System.out.println(troubles);
        context = Chromium.phone("en");
    }
}
