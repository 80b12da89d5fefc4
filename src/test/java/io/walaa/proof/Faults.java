package io.walaa.proof;

import io.walaa.proof.Fault.Mend;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** All the ways to break something. */
final class Faults {
    private static final int FREEZE_MILLIS_MIN = 5_000;
    private static final int FREEZE_MILLIS_MAX = 20_000;
    private static final int TEN_MINUTES_MILLIS = 600_000;

    private Faults() {}

    /** What a random run chooses from. */
    static List<Fault> all() {
        return List.of(
                killNode(),
                killFlusherAtCommit(),
                killRedis(),
                killBackend(),
                killPostgres(),
                killBoth(),
                freezeNode(),
                cutRedisBeforeReply(),
                cutPostgresAtCommit(),
                cutAll(),
                stall("stall requests to Redis", true, Wire.Way.REQUEST),
                stall("stall replies of Redis", true, Wire.Way.REPLY),
                stall("stall requests to Postgres", false, Wire.Way.REQUEST),
                stall("stall replies of Postgres", false, Wire.Way.REPLY),
                slowRedis(),
                flushAll(),
                setBack(),
                limitFile(),
                shiftClock());
    }

    private static Fault on(String name, BiConsumer<Site, Random> act) {
        return new Fault(name, false, site -> true, (site, random) -> {
            act.accept(site, random);
            return Mend.none();
        });
    }

    private static boolean alive(Site site) {
        return site.nodes.stream().allMatch(Node::alive);
    }

    private static int between(Random random, int from, int to) {
        return from + random.nextInt(to - from);
    }

    static Fault killNode() {
        return new Fault("SIGKILL of a node", false, Faults::alive, (site, random) -> {
            Node node = site.nodes.get(random.nextInt(Site.NODES));
            node.kill();
            return new Mend(random.nextInt(2_000), node::start);
        });
    }

    static Fault killFlusherAtCommit() {
        return new Fault("SIGKILL of a flusher at its COMMIT", false, Faults::alive, (site, random) -> {
            int which = random.nextInt(Site.NODES);
            Node node = site.nodes.get(which);
            site.postgresWires.get(which).cutBehind("COMMIT", () -> node.signalKill());
            return new Mend(1_500 + random.nextInt(1_000), () -> {
                site.postgresWires.get(which).flow();
                if (!node.alive()) {
                    node.start();
                }
            });
        });
    }

    static Fault killRedis() {
        return new Fault("SIGKILL of Redis", false, site -> site.stores.redisAlive(), (site, random) -> {
            site.stores.killRedis();
            return new Mend(random.nextInt(1_500), site.stores::startRedis);
        });
    }

    static Fault killBackend() {
        return new Fault(
                "SIGKILL of a Postgres backend", false, site -> site.stores.postgresAlive(), (site, random) -> {
                    site.stores.killBackend(random);
                    return Mend.none();
                });
    }

    static Fault killPostgres() {
        return new Fault("SIGKILL of Postgres", false, site -> site.stores.postgresAlive(), (site, random) -> {
            site.stores.killPostgres();
            return new Mend(random.nextInt(4_000), site.stores::startPostgres);
        });
    }

    static Fault killBoth() {
        return new Fault(
                "SIGKILL of a node and Redis",
                false,
                site -> alive(site) && site.stores.redisAlive(),
                (site, random) -> {
                    Node node = site.nodes.get(random.nextInt(Site.NODES));
                    node.kill();
                    site.stores.killRedis();
                    return new Mend(random.nextInt(1_500), () -> {
                        site.stores.startRedis();
                        node.start();
                    });
                });
    }

    static Fault freezeNode() {
        return new Fault("SIGSTOP of a node", false, Faults::alive, (site, random) -> {
            Node node = site.nodes.get(random.nextInt(Site.NODES));
            node.freeze();
            return new Mend(between(random, FREEZE_MILLIS_MIN, FREEZE_MILLIS_MAX), node::thaw);
        });
    }

    static Fault cutRedisBeforeReply() {
        return on(
                "cut to Redis after the request, before the reply",
                (site, random) ->
                        site.redisWires.get(random.nextInt(Site.NODES)).cutBehind("EVALSHA", () -> {}));
    }

    static Fault cutPostgresAtCommit() {
        return on(
                "cut to Postgres during COMMIT",
                (site, random) ->
                        site.postgresWires.get(random.nextInt(Site.NODES)).cutBehind("COMMIT", () -> {}));
    }

    static Fault cutAll() {
        return on("cut of all connections of a node", (site, random) -> {
            int node = random.nextInt(Site.NODES);
            site.redisWires.get(node).cut();
            site.postgresWires.get(node).cut();
        });
    }

    static Fault stall(String name, boolean redis, Wire.Way way) {
        return new Fault(name, false, site -> true, (site, random) -> {
            Wire wire = (redis ? site.redisWires : site.postgresWires).get(random.nextInt(Site.NODES));
            wire.stall(way);
            return new Mend(between(random, 500, 6_000), wire::flow);
        });
    }

    static Fault slowRedis() {
        return new Fault("slow wire to Redis", false, site -> true, (site, random) -> {
            Wire wire = site.redisWires.get(random.nextInt(Site.NODES));
            wire.slow(between(random, 20, 200));
            return new Mend(between(random, 2_000, 5_000), wire::flow);
        });
    }

    static Fault flushAll() {
        return new Fault("FLUSHALL", true, site -> site.stores.redisAlive(), (site, random) -> {
            site.stores.flushAll();
            return Mend.none();
        });
    }

    static Fault setBack() {
        return new Fault("older AOF put back", true, site -> site.stores.redisAlive(), (site, random) -> {
            Path copy = site.stores.copyRedis();
            return new Mend(between(random, 300, 2_000), () -> {
                site.stores.setBack(copy);
                site.stores.startRedis();
            });
        });
    }

    static Fault limitFile() {
        return new Fault("Redis's file may not grow", false, site -> site.stores.redisAlive(), (site, random) -> {
            site.stores.limitFile(between(random, 1_000, 50_000));
            return new Mend(between(random, 1_500, 3_000), () -> {
                site.stores.killRedis();
                site.stores.startRedis();
            });
        });
    }

    static Fault shiftClock() {
        return new Fault("clock shift", false, site -> true, (site, random) -> {
            Node node = site.nodes.get(random.nextInt(Site.NODES));
            int millis = random.nextInt(3) == 0 ? TEN_MINUTES_MILLIS : between(random, 1_500, 30_000);
            node.wall().shift(random.nextBoolean() ? millis : -millis);
            return new Mend(between(random, 3_000, 8_000), () -> node.wall().shift(0));
        });
    }
}
