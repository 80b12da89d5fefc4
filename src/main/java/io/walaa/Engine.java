package io.walaa;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.walaa.config.Settings;
import io.walaa.journal.BacklogCaps;
import io.walaa.journal.CommitIds;
import io.walaa.journal.Evictor;
import io.walaa.journal.Generations;
import io.walaa.journal.Journal;
import io.walaa.journal.Partitions;
import io.walaa.journal.RecordLife;
import io.walaa.journal.Wake;
import io.walaa.ledger.AwaitFlush;
import io.walaa.ledger.FlushSettings;
import io.walaa.ledger.Flusher;
import io.walaa.ledger.LedgerStateSource;
import io.walaa.ledger.PartitionStateTable;
import io.walaa.recovery.DriftWatch;
import io.walaa.recovery.RecordLoader;
import io.walaa.recovery.Validator;
import io.walaa.store.postgres.DeploymentTable;
import io.walaa.store.postgres.PostgresClock;
import io.walaa.store.redis.RedisNodes;
import io.walaa.store.redis.Subscriber;
import io.walaa.usecase.Flushes;
import io.walaa.usecase.Lanes;
import io.walaa.usecase.MemberStates;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Operations;
import io.walaa.usecase.Shard;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The engine put together: decide, commit and follow the ledger, without any edge. Opened in reading order, closed in
 * reverse.
 */
final class Engine {
    private static final int AWAIT_MILLIS_MAX = 5_000;

    final Vertx vertx;
    final Partitions partitions;
    final Generations generations;
    final Validator validator;
    final PostgresClock clock;
    final AwaitFlush awaitFlush;
    final Flusher flusher;
    final LedgerStateSource ledger;
    final OperationKeys keys;
    final Operations operations;
    final Evictor evictor;
    private final DriftWatch driftWatch;
    final List<Context> loops;

    /** Where {@link #background} belongs; it serves no requests. */
    final Context backgroundLoop;

    /** The connections to Redis for work in the background. */
    final RedisNodes backgroundRedis;

    /** Where what was published is heard: a screen must not wait while a batch is flushed. */
    final Context liveLoop;

    /** The connections to Redis of {@link #liveLoop}. */
    final RedisNodes liveRedis;

    /** As which this server holds the leases of its partitions. */
    final String node = UUID.randomUUID().toString();

    /** Conditions of programmes that could not be evaluated. */
    final Counter failedConditions;

    final Journal background;
    private final Wake wake;
    private final Subscriber subscriber;
    private final RedisConnections connections;
    private final List<Runnable> flushed = new CopyOnWriteArrayList<>();

    private Engine(
            Vertx vertx,
            Settings settings,
            RedisNodes.Connector redis,
            PgConnectOptions postgres,
            Pool pool,
            PostgresClock clock,
            DeploymentTable.Deployed deployed,
            List<Context> loops,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.clock = clock;
        this.loops = loops.subList(2, loops.size());
        backgroundLoop = loops.get(0);
        liveLoop = loops.get(1);
        partitions = new Partitions(deployed.partitions());
        generations = new Generations(deployed.partitions());
        keys = new OperationKeys(deployed.secrets().hash().getEncoded());
        BacklogCaps caps = new BacklogCaps(
                settings.backlog().entries(),
                settings.backlog().bytes(),
                settings.backlog().age().toMillis());
        RecordLife life = RecordLife.of(settings.deployment().idempotency());

        validator = new Validator(pool, partitions, generations, registry);
        connections = new RedisConnections(redis, validator);
        backgroundRedis = connections.connect(backgroundLoop);
        liveRedis = connections.connect(liveLoop);
        background = new Journal(backgroundRedis, partitions, generations, caps, life);
        RecordLoader loader = new RecordLoader(vertx, pool, background, partitions, generations, life, clock);
        validator.onRebuilt(partition -> backgroundLoop.runOnContext(now -> loader.load(partition)));
        evictor = new Evictor(vertx, backgroundRedis, background, partitions);
        driftWatch = new DriftWatch(vertx, backgroundRedis, pool, partitions, registry);

        awaitFlush = new AwaitFlush(vertx, pool, deployed.partitions(), AWAIT_MILLIS_MAX);
        flusher = new Flusher(
                vertx,
                postgres,
                pool,
                background,
                awaitFlush,
                (partition, why) -> {
                    validator.doubt(partition);
                    return backgroundRedis.greetAgain(partitions.slot(partition));
                },
                clock::millis,
                deployed.partitions(),
                FlushSettings.of(node, settings.deployment().idempotency().toMillis()),
                registry);
        Wake wake = new Wake(partitions, wakeListener());
        subscriber = backgroundRedis.subscriber(wake::hear);
        this.wake = wake;
        ledger = new LedgerStateSource(pool);
        Flushes flushes = new LedgerFlushes(flusher, awaitFlush, caps);

        List<Lanes> shards = new ArrayList<>();
        for (Context loop : this.loops) {
            RedisNodes own = connections.connect(loop);
            Journal journal = new Journal(own, partitions, generations, caps, life);
            long cached = settings.node().cachedMembers() / this.loops.size();
            shards.add(new Lanes(
                    new Shard(
                            vertx,
                            loop,
                            own,
                            journal,
                            new MemberStates(journal, generations, ledger, cached),
                            partitions,
                            generations,
                            ledger,
                            partition -> own.greetAgain(partitions.slot(partition)),
                            flushes,
                            clock,
                            new CommitIds(),
                            keys,
                            validator::level),
                    settings.node().laneCommands()));
        }
        operations = new Operations(partitions, shards, evictor::busy);
        Gauge.builder("walaa_redis_ready", this, engine -> engine.redisReady() ? 1 : 0)
                .description("1 while every connection to Redis stands and was compared with Postgres")
                .register(registry);
        Gauge.builder("walaa_clock_offset", clock, measured -> measured.offset().toNanos() / 1e9)
                .baseUnit("seconds")
                .description("Postgres's clock less this machine's; the server goes by Postgres's")
                .register(registry);
        failedConditions = Counter.builder("walaa_condition_failures")
                .description("conditions that could not be evaluated, and so were false")
                .register(registry);
        Gauge.builder("walaa_redis_used_ratio", evictor, Evictor::used)
                .description("share of Redis's maxmemory in use")
                .register(registry);
    }

    /** Calls {@code follower} whenever something was flushed; it must be quick. */
    void onFlushed(Runnable follower) {
        flushed.add(follower);
    }

    private Wake.Listener wakeListener() {
        return new Wake.Listener() {
            @Override
            public void dirty(int partition, boolean awaited) {
                flusher.dirty(partition, awaited);
            }

            @Override
            public void flushed(int partition, long generation, long seq) {
                awaitFlush.released(partition, seq, generation);
                flushed.forEach(Runnable::run);
            }
        };
    }

    /**
     * Opens the engine on stores that are migrated.
     *
     * @param clock Postgres's, measured
     * @param deployed what all nodes share
     */
    static Future<Engine> open(
            Vertx vertx,
            Settings settings,
            URI redisUrl,
            PgConnectOptions postgres,
            Pool pool,
            PostgresClock clock,
            DeploymentTable.Deployed deployed,
            MeterRegistry registry) {
        return PartitionStateTable.create(pool, deployed.partitions())
                .compose(created -> Future.all(
                        RedisNodes.behind(vertx, redisUrl),
                        loops(vertx, settings.node().eventLoops() + 2)))
                .map(both -> new Engine(
                        vertx, settings, both.resultAt(0), postgres, pool, clock, deployed, both.resultAt(1), registry))
                .compose(engine -> engine.start().map(engine));
    }

    /** Event loops, as contexts: the first is the flusher's, the second hears what is published, the others serve. */
    private static Future<List<Context>> loops(Vertx vertx, int count) {
        List<Context> loops = Collections.synchronizedList(new ArrayList<>());
        return vertx.deployVerticle(
                        () -> new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                loops.add(context);
                                return Future.succeededFuture();
                            }
                        },
                        new DeploymentOptions().setInstances(count).setThreadingModel(ThreadingModel.EVENT_LOOP))
                .map(id -> loops);
    }

    private Future<Void> start() {
        return connections.open().compose(all -> on(flusher::start)).map(started -> {
            backgroundLoop.runOnContext(now -> {
                subscriber.open();
                wake.subscribe(subscriber);
            });
            evictor.start();
            driftWatch.start();
            return null;
        });
    }

    /** Runs on the flusher's event loop. */
    private Future<Void> on(java.util.function.Supplier<Future<Void>> work) {
        return Future.future(
                promise -> backgroundLoop.runOnContext(now -> work.get().onComplete(promise)));
    }

    /** Whether every connection to Redis stands and was validated. */
    boolean redisReady() {
        return connections.ready();
    }

    /** Whether there is a Redis, be it one of several, to which every connection stands and was validated. */
    boolean redisUsable() {
        return connections.usable();
    }

    /** Flushes what is left, gives the leases back and closes the connections. */
    Future<Void> close() {
        evictor.close();
        driftWatch.close();
        return on(flusher::stop)
                .otherwiseEmpty()
                .compose(stopped -> subscriber.close())
                .compose(closed -> connections.close())
                .onComplete(done -> awaitFlush.close());
    }
}
