package io.walaa.store.embedded;

import io.walaa.config.StartRefused;
import java.util.Locale;

/** What the jars call this system. */
record Platform(String system, boolean arm) {

    static Platform current() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var system = name.startsWith("mac") ? "darwin" : name.startsWith("linux") ? "linux" : null;
        var arm = switch (System.getProperty("os.arch")) {
            case "aarch64", "arm64" -> Boolean.TRUE;
            case "amd64", "x86_64" -> Boolean.FALSE;
            default -> null;
        };
        if (system == null || arm == null) {
            throw new StartRefused("There is no embedded Redis and Postgres for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch")
                    + "; set WALAA_REDIS_URL and WALAA_POSTGRES_URL to real ones.");
        }
        return new Platform(system, arm);
    }

    String redisServer() {
        return "redis-server-7.0.15-" + system + (arm ? "-arm64" : "-amd64");
    }

    String postgresArchive() {
        return "postgres-" + system + (arm ? "-arm_64" : "-x86_64") + ".txz";
    }
}
