package io.walaa.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's own Chromium, started once for all tests of this process. Without one the tests are skipped, unless
 * {@code -Dwalaa.browser=required} says that this would be a failure.
 */
final class Chromium {
    private static final String DRIVER = "com.microsoft.playwright.impl.driver.jar.DriverJar";
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static Browser browser;

    private Chromium() {}

    /** The browser; a test that asks is skipped if there is none. */
    static synchronized Browser get() {
        if (browser == null) {
            Optional<Path> program = program();
            String lacks = program.isEmpty()
                    ? "no Chromium on this machine (apt-get install chromium, or -Dwalaa.chromium=PATH -Pbrowser)"
                    : driver() ? "" : "Playwright's driver is not on the class path (mvn -Pbrowser)";
            if (!lacks.isEmpty()) {
                if ("required".equals(System.getProperty("walaa.browser"))) {
                    throw new IllegalStateException(lacks);
                }
                Assumptions.abort(lacks);
            }
            browser = start(program.orElseThrow());
        }
        return browser;
    }

    private static Browser start(Path program) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(FLAGS));
    }

    private static Optional<Path> program() {
        String given = System.getProperty("walaa.chromium");
        Stream<String> places =
                given == null ? Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser") : Stream.of(given);
        return places.map(Path::of).filter(Files::isExecutable).findFirst();
    }

    private static boolean driver() {
        try {
            Class.forName(DRIVER);
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    /** A phone that speaks a language. */
    static BrowserContext phone(String locale) {
        return get().newContext(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setLocale(locale)
                .setTimezoneId("Asia/Kuwait"));
    }
}
