package io.walaa.proof;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Pool;
import io.walaa.access.KeyText;
import io.walaa.proof.mutant.Overlay;
import io.walaa.proof.mutant.Patch;
import io.walaa.store.postgres.DeploymentTable;
import io.walaa.store.postgres.Migrations;
import io.walaa.usecase.key.ApiKey;
import io.walaa.usecase.key.Keys;
import io.walaa.usecase.programme.CreateProgramme;
import io.walaa.usecase.programme.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Two server nodes as processes of their own, a Redis and a Postgres, and a wire from each node to each store. */
public final class Site implements AutoCloseable {
    static final int NODES = 2;
    static final int PARTITIONS = 8;
    private static final Duration START_MAX = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String DOCUMENT = """
            name: proof
            title: {en: Proof}
            timeZone: Asia/Kuwait
            weekStart: sunday
            currency: KWD
            locales: [en]
            defaultLocale: en
            digits: latin
            units:
              points:
                title: {en: points}
                expiry: none
            rules:
              - id: base
                kind: spend
                title: {en: 10 points for each dinar}
                unit: points
                points: 10
                per: "1.000"
            """;

    final Vertx vertx = Vertx.vertx();
    final Path folder;
    final Stores stores;
    final List<Node> nodes = new ArrayList<>();
    final List<Wire> redisWires = new ArrayList<>();
    final List<Wire> postgresWires = new ArrayList<>();
    private int programmes;

    /** What one run works in. */
    record Programme(String name, String key) {}

    private Site(Path folder, List<Patch> patches) throws IOException {
        this.folder = folder;
        stores = new Stores(vertx, folder);
        List<Patch> all = new ArrayList<>(Overlay.SHIFTED_WALL);
        all.addAll(patches);
        String classPath = Overlay.classPath(Files.createDirectories(folder.resolve("overlay")), all);
        for (int i = 0; i < NODES; i++) {
            Wire redis = Wire.open(vertx, stores.redisPort());
            Wire postgres = Wire.open(vertx, stores.postgresPort());
            redisWires.add(redis);
            postgresWires.add(postgres);
            nodes.add(new Node(
                    "node-" + i,
                    folder,
                    classPath,
                    Map.of(
                            "WALAA_REDIS_URL",
                            "redis://:" + Stores.PASSWORD + "@127.0.0.1:" + redis.port(),
                            "WALAA_POSTGRES_URL",
                            "postgresql://walaa:" + Stores.PASSWORD + "@127.0.0.1:" + postgres.port() + "/walaa",
                            "WALAA_PARTITIONS",
                            Integer.toString(PARTITIONS),
                            "WALAA_EVENT_LOOPS",
                            "2",
                            "WALAA_KEY_REQUESTS_PER_MINUTE",
                            "1000000")));
        }
    }

    /** Starts all of it with changed sources in the nodes. */
    public static Site start(Path folder, List<Patch> patches) throws IOException {
        Site site = new Site(folder, patches);
        try {
            Migrations.run(site.vertx, new io.walaa.store.postgres.PostgresAddress(site.postgresUrl()))
                    .await();
            site.nodes.forEach(Node::start);
            site.awaitReady();
            return site;
        } catch (RuntimeException failed) {
            site.close();
            throw failed;
        }
    }

    private java.net.URI postgresUrl() {
        return java.net.URI.create(
                "postgresql://walaa:" + Stores.PASSWORD + "@127.0.0.1:" + stores.postgresPort() + "/walaa");
    }

    /**
     * Waits until every node says that it is ready. One that ended because a store was not there when it started is
     * started again, as whoever runs services does.
     */
    void awaitReady() {
        Awaitility.await()
                .atMost(START_MAX)
                .pollInterval(POLL)
                .until(() -> nodes.stream().allMatch(node -> node.alive() ? node.ready() : node.restart()));
    }

    /** A programme of its own and a key to it. */
    Programme programme() {
        String name = "proof-" + ++programmes;
        Pool pool = stores.pool();
        try {
            var secrets = DeploymentTable.ensure(pool, PARTITIONS, Optional.empty())
                    .await()
                    .secrets();
            new CreateProgramme(vertx, pool)
                    .create(name, new Source(DOCUMENT.replace("name: proof", "name: " + name), "yaml"), "proof")
                    .await();
            KeyText text = KeyText.create(new SecureRandom());
            new Keys(pool)
                    .create(new ApiKey(
                            text.id(),
                            text.hash(secrets.hash()),
                            "proof",
                            name,
                            List.of("read", "earn", "redeem", "members", "operate"),
                            null))
                    .await();
            return new Programme(name, text.text());
        } finally {
            pool.close();
        }
    }

    /** Waits until every node knows a programme. */
    void awaitProgramme(Programme programme) {
        WebClient client = WebClient.create(vertx);
        for (Node node : nodes) {
            Awaitility.await()
                    .atMost(START_MAX)
                    .pollInterval(POLL)
                    .until(() -> client.post(node.port(), "127.0.0.1", "/v1/members?dryRun=true")
                                    .bearerTokenAuthentication(programme.key())
                                    .sendJsonObject(new JsonObject())
                                    .await()
                                    .statusCode()
                            == 200);
        }
        client.close();
    }

    /** Undoes every fault that is still there and waits until both nodes are ready. */
    void heal() {
        if (!stores.redisAlive()) {
            stores.startRedis();
        }
        if (!stores.postgresAlive()) {
            stores.startPostgres();
        }
        Awaitility.await().atMost(START_MAX).pollInterval(POLL).until(stores::postgresAnswers);
        redisWires.forEach(Wire::flow);
        postgresWires.forEach(Wire::flow);
        for (Node node : nodes) {
            node.wall().shift(0);
            node.thaw();
            if (!node.alive()) {
                node.start();
            }
        }
        awaitReady();
    }

    @Override
    public void close() {
        nodes.forEach(Node::kill);
        stores.close();
        vertx.close().await();
    }
}
