package io.walaa.config;

import static io.walaa.config.Setting.names;
import static io.walaa.config.Setting.number;
import static io.walaa.config.Setting.oneOf;
import static io.walaa.config.Setting.path;
import static io.walaa.config.Setting.port;
import static io.walaa.config.Setting.secret;
import static io.walaa.config.Setting.text;
import static io.walaa.config.Setting.url;

import io.walaa.config.Settings.Backlog;
import io.walaa.config.Settings.Deployment;
import io.walaa.config.Settings.Limits;
import io.walaa.config.Settings.Listen;
import io.walaa.config.Settings.Live;
import io.walaa.config.Settings.Log;
import io.walaa.config.Settings.Node;
import io.walaa.config.Settings.Stores;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every setting there is: this list alone decides what is read, what is refused and what the help says. */
final class SettingCatalogue {
    private static final Setting<Path> DATA_DIR =
            path("WALAA_DATA_DIR", ".walaa", "folder of the embedded stores, made at the first start");
    private static final Setting<String> HTTP_HOST = text("WALAA_HTTP_HOST", "127.0.0.1", "address of the API");
    private static final Setting<Integer> HTTP_PORT = port("WALAA_HTTP_PORT", 8080, "port of the API");
    private static final Setting<String> MANAGEMENT_HOST =
            text("WALAA_MANAGEMENT_HOST", "127.0.0.1", "address of health and metrics");
    private static final Setting<Integer> MANAGEMENT_PORT =
            port("WALAA_MANAGEMENT_PORT", 8081, "port of health and metrics");
    private static final Setting<Optional<URI>> REDIS_URL = Setting.redis(
            "WALAA_REDIS_URL",
            "redis://:password@host:6379",
            "Redis 7 or newer with noeviction and maxmemory, or nodes of a cluster with commas between them, as in"
                    + " redis://:password@one:6379,two:6379; without it one is started in the data folder");
    private static final Setting<Optional<URI>> POSTGRES_URL = url(
            "WALAA_POSTGRES_URL",
            List.of("postgresql", "postgres"),
            "postgresql://user:password@host:5432/walaa",
            "Postgres 15 or newer; without it one is started in the data folder");
    private static final Setting<Integer> POSTGRES_CONNECTIONS =
            number("WALAA_POSTGRES_CONNECTIONS", 4, 200, 12, "most connections of this node to Postgres");
    private static final Setting<Integer> EMBEDDED_REDIS_MEGABYTES =
            number("WALAA_EMBEDDED_REDIS_MB", 64, 65_536, 512, "memory of the embedded Redis, in MiB");
    private static final Setting<Integer> EVENT_LOOPS = number(
            "WALAA_EVENT_LOOPS", 0, 256, 0, "threads that handle requests; 0: as many as the machine has processors");
    private static final Setting<Integer> CACHE_MEMBERS =
            number("WALAA_CACHE_MEMBERS", 100, 10_000_000, 100_000, "member states that a node keeps in memory");
    private static final Setting<Integer> LANE_COMMANDS =
            number("WALAA_LANE_COMMANDS", 1, 10_000, 256, "commands of one member that may wait; beyond it 429");
    private static final Setting<Integer> BACKLOG_ENTRIES = number(
            "WALAA_BACKLOG_ENTRIES",
            100,
            10_000_000,
            50_000,
            "entries of a partition that may wait for Postgres; beyond it 503");
    private static final Setting<Integer> BACKLOG_BYTES = number(
            "WALAA_BACKLOG_BYTES",
            100_000,
            Integer.MAX_VALUE,
            64 << 20,
            "bytes of a partition that may wait for Postgres; beyond it 503");
    private static final Setting<Integer> BACKLOG_SECONDS = number(
            "WALAA_BACKLOG_SECONDS",
            1,
            3_600,
            3_600,
            "seconds that the oldest entry of a partition may wait for Postgres; beyond it 503");
    private static final Setting<Integer> PARTITIONS =
            number("WALAA_PARTITIONS", 1, 256, 64, "partitions, chosen when a deployment is created and never changed");
    private static final Setting<Integer> IDEMPOTENCY_HOURS = number(
            "WALAA_IDEMPOTENCY_HOURS",
            1,
            720,
            24,
            "hours that an Idempotency-Key is kept, at about 180 bytes of Redis");
    private static final Setting<Integer> MEMBER_TOKEN_MINUTES =
            number("WALAA_MEMBER_TOKEN_MINUTES", 1, 1_440, 60, "minutes that a member token is good");
    private static final Setting<Optional<String>> SECRET = secret(
            "WALAA_SECRET",
            32,
            "keys the hashes and signs member tokens, the same on every node; without it one is made and kept in"
                    + " Postgres");
    private static final Setting<Integer> KEY_REQUESTS = number(
            "WALAA_KEY_REQUESTS_PER_MINUTE",
            0,
            100_000_000,
            3_000_000,
            "requests that a node takes of one API key in a minute; beyond it 429; 0: no limit");
    private static final Setting<Integer> MEMBER_REQUESTS = number(
            "WALAA_MEMBER_REQUESTS_PER_MINUTE",
            0,
            100_000_000,
            600,
            "requests that a node takes of one member token in a minute; beyond it 429; 0: no limit");
    private static final Setting<Integer> WRONG_CODES = number(
            "WALAA_WRONG_CODES_PER_MINUTE",
            1,
            1_000_000,
            20,
            "unknown voucher codes that a node lets one API key try from one address in a minute; beyond it 429");
    private static final Setting<Set<String>> LIVE_ORIGINS = names(
            "WALAA_LIVE_ORIGINS",
            "pages that may open live connections beside the server's own, as in https://shop.example; commas between"
                    + " them, * for all");
    private static final Setting<Integer> LIVE_CONNECTIONS =
            number("WALAA_LIVE_CONNECTIONS", 1, 10_000_000, 50_000, "live connections of a node; beyond it 503");
    private static final Setting<Integer> LIVE_PER_ADDRESS = number(
            "WALAA_LIVE_CONNECTIONS_PER_ADDRESS",
            0,
            10_000_000,
            1_000,
            "live connections of a node from one address; 0 behind a proxy, where all have the same");
    private static final Setting<Integer> LIVE_PER_MEMBER = number(
            "WALAA_LIVE_CONNECTIONS_PER_MEMBER", 1, 1_000, 8, "live connections of a member; the oldest makes room");
    private static final Setting<Integer> LIVE_DRAIN_SECONDS = number(
            "WALAA_LIVE_DRAIN_SECONDS", 0, 600, 30, "seconds over which live connections are sent away at the end");
    private static final Setting<Integer> LIVE_PROBE_SECONDS = number(
            "WALAA_LIVE_PROBE_SECONDS", 1, 600, 30, "seconds between two looks whether the live fan-out still comes");
    private static final Setting<String> LOG_FORMAT =
            oneOf("WALAA_LOG_FORMAT", List.of("text", "json"), "how a log line looks");
    private static final Setting<String> LOG_LEVEL = oneOf(
            "WALAA_LOG_LEVEL", List.of("info", "trace", "debug", "warn", "error"), "the least level that is logged");

    private static final List<Setting<?>> ALL = List.of(
            DATA_DIR,
            HTTP_HOST,
            HTTP_PORT,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            REDIS_URL,
            POSTGRES_URL,
            POSTGRES_CONNECTIONS,
            EMBEDDED_REDIS_MEGABYTES,
            EVENT_LOOPS,
            CACHE_MEMBERS,
            LANE_COMMANDS,
            BACKLOG_ENTRIES,
            BACKLOG_BYTES,
            BACKLOG_SECONDS,
            PARTITIONS,
            IDEMPOTENCY_HOURS,
            MEMBER_TOKEN_MINUTES,
            SECRET,
            KEY_REQUESTS,
            MEMBER_REQUESTS,
            WRONG_CODES,
            LIVE_ORIGINS,
            LIVE_CONNECTIONS,
            LIVE_PER_ADDRESS,
            LIVE_PER_MEMBER,
            LIVE_DRAIN_SECONDS,
            LIVE_PROBE_SECONDS,
            LOG_FORMAT,
            LOG_LEVEL);

    private SettingCatalogue() {}

    static Settings settings(Given given) {
        given.refuseUnknown(ALL.stream().map(Setting::name).toList());
        var settings = new Settings(
                given.take(DATA_DIR),
                new Listen(given.take(HTTP_HOST), given.take(HTTP_PORT)),
                new Listen(given.take(MANAGEMENT_HOST), given.take(MANAGEMENT_PORT)),
                new Stores(
                        given.take(REDIS_URL),
                        given.take(POSTGRES_URL),
                        given.take(POSTGRES_CONNECTIONS),
                        given.take(EMBEDDED_REDIS_MEGABYTES)),
                new Node(eventLoops(given.take(EVENT_LOOPS)), given.take(CACHE_MEMBERS), given.take(LANE_COMMANDS)),
                new Backlog(
                        given.take(BACKLOG_ENTRIES),
                        given.take(BACKLOG_BYTES),
                        Duration.ofSeconds(given.take(BACKLOG_SECONDS))),
                new Deployment(
                        given.take(PARTITIONS),
                        Duration.ofHours(given.take(IDEMPOTENCY_HOURS)),
                        Duration.ofMinutes(given.take(MEMBER_TOKEN_MINUTES)),
                        given.take(SECRET)),
                new Limits(given.take(KEY_REQUESTS), given.take(MEMBER_REQUESTS), given.take(WRONG_CODES)),
                new Live(
                        given.take(LIVE_ORIGINS),
                        given.take(LIVE_CONNECTIONS),
                        given.take(LIVE_PER_ADDRESS),
                        given.take(LIVE_PER_MEMBER),
                        Duration.ofSeconds(given.take(LIVE_DRAIN_SECONDS)),
                        Duration.ofSeconds(given.take(LIVE_PROBE_SECONDS))),
                new Log(given.take(LOG_FORMAT), given.take(LOG_LEVEL)));
        given.refuseMalformed();
        return settings;
    }

    private static int eventLoops(int given) {
        return given > 0 ? given : Runtime.getRuntime().availableProcessors();
    }

    static String help() {
        return ALL.stream()
                .map(setting -> "  %s%s%n      %s (%s)%n"
                        .formatted(
                                setting.name(),
                                setting.standard().isEmpty() ? "" : " = " + setting.standard(),
                                setting.meaning(),
                                setting.expected()))
                .collect(Collectors.joining());
    }

    static Map<String, String> shown(Given given) {
        var shown = new LinkedHashMap<String, String>();
        for (var setting : ALL) {
            shown.put(setting.name(), given.shown(setting));
        }
        return shown;
    }
}
