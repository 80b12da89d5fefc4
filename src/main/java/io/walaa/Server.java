package io.walaa;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.walaa.access.IssueKey;
import io.walaa.access.MemberTokens;
import io.walaa.board.Leaderboards;
import io.walaa.config.Settings;
import io.walaa.config.StartRefused;
import io.walaa.live.BoardChannel;
import io.walaa.management.ManagementServer;
import io.walaa.management.Readiness;
import io.walaa.store.embedded.OpenStores;
import io.walaa.store.postgres.DeploymentSecrets;
import io.walaa.store.postgres.DeploymentTable;
import io.walaa.store.postgres.ExternalIdTable;
import io.walaa.store.postgres.Migrations;
import io.walaa.store.postgres.PostgresAddress;
import io.walaa.store.postgres.PostgresClock;
import io.walaa.store.postgres.PostgresNotices;
import io.walaa.store.postgres.PostgresPool;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.sweep.Duplicates;
import io.walaa.sweep.Sweeper;
import io.walaa.usecase.DirectoryUpkeep;
import io.walaa.usecase.LiveChannels;
import io.walaa.usecase.job.Jobs;
import io.walaa.usecase.key.Keys;
import io.walaa.usecase.member.SeedExample;
import io.walaa.usecase.programme.NodeProgrammes;
import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: opens everything in reading order; {@link Teardown} closes it in reverse. */
public final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int OPEN_SECONDS_MAX = 90;
    private static final int CLOSE_SECONDS_MAX = 40;
    private static final long JOB_BEAT_MILLIS = 5_000;

    final UseCases useCases;
    private final @Nullable String tryIt;
    private final Edge edge;
    private final Pool pool;
    private final DeploymentSecrets secrets;
    private final String host;
    private final String redisUrl;

    private Server(
            UseCases useCases,
            @Nullable String tryIt,
            Edge edge,
            Pool pool,
            DeploymentSecrets secrets,
            String host,
            String redisUrl) {
        this.useCases = useCases;
        this.tryIt = tryIt;
        this.edge = edge;
        this.pool = pool;
        this.secrets = secrets;
        this.host = host;
        this.redisUrl = redisUrl;
    }

    /**
     * Starts a server.
     *
     * @param settings all it needs to know
     * @param teardown takes what is opened
     * @return running; throws {@link StartRefused} with one clear sentence if it cannot
     */
    public static Server start(Settings settings, Teardown teardown) throws Exception {
        OpenStores stores = teardown.open("stores", () -> OpenStores.open(settings));
        PostgresAddress postgres = new PostgresAddress(stores.postgres());
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        teardown.open("vertx", () -> () -> await(vertx.close(), CLOSE_SECONDS_MAX));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FunctionCounter.builder("walaa_embedded_restarts", stores, OpenStores::restarts)
                .description("embedded stores that died and were started again")
                .register(registry);

        await(Migrations.run(vertx, postgres), OPEN_SECONDS_MAX);
        PgConnectOptions options = postgres.options();
        Pool pool =
                PostgresPool.create(vertx, "walaa", options, settings.stores().postgresConnections());
        PostgresClock clock = teardown.open("clock", () -> await(PostgresClock.start(vertx, pool), OPEN_SECONDS_MAX));
        DeploymentTable.Deployed deployed = await(
                DeploymentTable.ensure(
                        pool,
                        settings.deployment().partitions(),
                        settings.deployment().secret()),
                OPEN_SECONDS_MAX);
        NodeProgrammes programmes =
                teardown.open("programmes", () -> await(NodeProgrammes.start(vertx, pool), OPEN_SECONDS_MAX));

        Engine engine = await(
                Engine.open(vertx, settings, stores.redis(), options, pool, clock, deployed, registry),
                OPEN_SECONDS_MAX);
        teardown.open("engine", () -> () -> await(engine.close(), CLOSE_SECONDS_MAX));
        Jobs jobs = teardown.open("jobs", () -> new Jobs(vertx, pool, JOB_BEAT_MILLIS));
        Leaderboards boards = teardown.open("boards", () -> leaderboards(engine, vertx, pool, programmes, registry));
        engine.onFlushed(boards::wake);
        UseCases useCases = new UseCases(engine, pool, programmes, boards.reader(), jobs);
        teardown.open("budgets", () -> () -> await(useCases.ruleBudgets.close(), CLOSE_SECONDS_MAX));
        Duplicates duplicates =
                new Duplicates(vertx, pool, engine.ledger, useCases.reverseEntry, engine.node, registry);
        duplicates.start();
        teardown.open("duplicates", () -> duplicates::close);
        Sweeper sweeper =
                new Sweeper(vertx, pool, useCases.memberWrites, useCases.twoSides, clock, engine.node, registry);
        sweeper.start();
        teardown.open("sweeper", () -> sweeper::close);
        PostgresNotices notices = teardown.open("notices", () -> new PostgresNotices(vertx, options));
        notices.listen(ProgrammeTable.CHANNEL, programme -> programmes.look(), programmes::look);
        notices.listen(ExternalIdTable.CHANNEL, useCases.findMember::forget, useCases.findMember::forgetAll);
        await(notices.start(), OPEN_SECONDS_MAX);
        teardown.open(
                "upkeep",
                () -> new DirectoryUpkeep(vertx, pool, settings.deployment().idempotency()));
        boards.listen(new BoardChannel(
                boards.reader(), new LiveChannels(engine.operations, engine.partitions), programmes, clock)::changed);
        Edge edge = new Edge(engine, useCases, pool, settings, deployed.secrets(), registry);
        // Health stands first and falls last: while screens are sent away, the node says that it is not ready.
        Readiness readiness = new Readiness()
                .with("redis", () -> engine.redisUsable() ? null : "not connected or not validated")
                .with("clock", () -> clock.isMeasured() ? null : "not measured")
                .with("api", edge::away)
                .warning("programmes", programmes::fault);
        HttpServer manager = management(vertx, settings, readiness, registry);
        teardown.open("management", () -> () -> await(manager.close(), CLOSE_SECONDS_MAX));
        await(edge.open(), OPEN_SECONDS_MAX);
        int drain = (int) settings.live().drain().toSeconds();
        teardown.open("edge", () -> () -> await(edge.close(), drain + CLOSE_SECONDS_MAX));
        String management = "http://" + settings.management().host() + ":" + manager.actualPort();
        FirstStart first = new FirstStart(
                settings,
                new SeedExample(vertx, pool, engine.keys, clock, new SecureRandom()),
                new IssueKey(new Keys(pool), deployed.secrets().hash(), new SecureRandom()),
                useCases.findMember,
                new MemberTokens(
                        vertx,
                        deployed.secrets().token(),
                        clock,
                        settings.deployment().memberToken()));
        String url = "http://" + settings.http().host() + ":" + edge.port();
        String tryIt = await(first.prepare(url, management), OPEN_SECONDS_MAX);
        programmes.look();
        if (tryIt == null && programmes.names().isEmpty()) {
            LOG.info("There is no programme yet. Make one: java -jar walaa.jar programme create NAME --file FILE");
        }
        return new Server(
                useCases,
                tryIt,
                edge,
                pool,
                deployed.secrets(),
                settings.http().host(),
                stores.redis().toString());
    }

    private static Leaderboards leaderboards(
            Engine engine, Vertx vertx, Pool pool, NodeProgrammes programmes, PrometheusMeterRegistry registry) {
        return new Leaderboards(
                vertx,
                engine.backgroundLoop,
                engine.backgroundRedis,
                pool,
                engine.partitions,
                engine.generations,
                programmes,
                programmes::names,
                engine.clock,
                engine.node,
                registry);
    }

    private static HttpServer management(
            Vertx vertx, Settings settings, Readiness readiness, PrometheusMeterRegistry registry) throws Exception {
        Settings.Listen at = settings.management();
        return await(
                new ManagementServer(vertx, readiness, registry)
                        .listen(at.host(), at.port())
                        .recover(failure -> Future.failedFuture(new StartRefused(
                                "Health and metrics cannot listen on " + at.host() + ":" + at.port() + ": "
                                        + failure.getMessage() + ". Set WALAA_MANAGEMENT_PORT.",
                                failure))),
                OPEN_SECONDS_MAX);
    }

    /** What to paste into a shell to try an embedded server; null for one on the operator's own stores. */
    public @Nullable String tryIt() {
        return tryIt;
    }

    /** Where the API listens. */
    public String url() {
        return "http://" + host + ":" + edge.port();
    }

    /** Where its Redis is. */
    public String redisUrl() {
        return redisUrl;
    }

    /** Connections to its Postgres. */
    public Pool postgres() {
        return pool;
    }

    /** Keys its hashes and signs its tokens. */
    public DeploymentSecrets secrets() {
        return secrets;
    }

    private static <T> T await(Future<T> future, int secondsMax) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(secondsMax, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } catch (TimeoutException late) {
            throw new StartRefused("Walaa did not start within " + secondsMax + " s.", late);
        }
    }
}
