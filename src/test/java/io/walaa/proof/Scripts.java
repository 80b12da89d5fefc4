package io.walaa.proof;

import io.vertx.core.Future;
import io.walaa.proof.Wire.Way;
import java.nio.file.Path;
import java.util.List;

/** The fault scripts, each a few seconds long and aimed at one rule of the protocol. */
public final class Scripts {
    private static final int REMEMBERED_MEMBERS = 24;
    private static final int WITHHELD_MEMBERS = 4;
    /** With what came before it, less than the ten seconds after which the node gives the flush up. */
    private static final int HELD_MILLIS_MAX = 7_000;

    private Scripts() {}

    /** Work, and nothing is broken. */
    public static final Script NOTHING = new Script("nothing is broken", false, false, 50, stage -> stage.calls(400));

    /** Connections to Redis end before the reply came. */
    public static final Script CUTS = new Script("replies of Redis are cut off", false, false, 50, stage -> {
        for (int i = 0; i < 4; i++) {
            stage.calls(60);
            stage.breaks(Faults.cutRedisBeforeReply());
        }
        stage.wait(2_500);
    });

    /** Requests never reach Redis: they are held on the wire, and the wire is cut. */
    public static final Script HELD_REQUESTS = new Script("requests never reach Redis", false, false, 50, stage -> {
        for (int i = 0; i < 3; i++) {
            Wire wire = stage.site.redisWires.get(i % Site.NODES);
            stage.calls(80);
            stage.breaks("requests to Redis held and dropped", false, () -> {
                wire.stall(Way.REQUEST);
                Waiting.pass(300);
                wire.cut();
                wire.flow();
            });
            Waiting.pass(2_400);
        }
    });

    /** The receiver's answers to transfers never reach Redis: their connections end before them. */
    public static final Script HELD_TRANSFERS =
            new Script("half a transfer never reaches Redis", false, true, 50, stage -> {
                for (int i = 0; i < Site.NODES; i++) {
                    Wire wire = stage.site.redisWires.get(i);
                    stage.calls(60);
                    stage.breaks(
                            "answers to transfers dropped", false, () -> wire.cutBefore("\"t\":\"transfer-in\"", 6));
                    stage.wait(3_000);
                    wire.flow();
                }
                stage.calls(40);
            });

    /** Postgres is slow, so that the flusher is always behind. */
    public static final Script SLOW_LEDGER = new Script("the ledger is slow", false, false, 20, stage -> {
        stage.breaks("slow wire to Postgres", false, () -> stage.site.postgresWires.forEach(wire -> wire.slow(120)));
        stage.calls(250);
        stage.wait(2_000);
        stage.site.postgresWires.forEach(Wire::flow);
        stage.calls(50);
    });

    /** A flush is held on the wire while Redis loses what it flushes and begins anew. */
    public static final Script WIPED_WHILE_FLUSHING =
            new Script("FLUSHALL while a flush is held", false, false, 60, stage -> {
                for (int i = 0; i < 3; i++) {
                    int held = i % Site.NODES;
                    stage.calls(80);
                    stage.breaks(
                            "requests to Postgres held",
                            false,
                            () -> stage.site.postgresWires.get(held).stall(Way.REQUEST));
                    stage.calls(25, 500);
                    stage.breaks(Faults.flushAll());
                    stage.only(1 - held);
                    // before the lease passes to the other node
                    stage.calls(60, 1_000);
                    stage.site.postgresWires.get(held).flow();
                    stage.only(-1);
                    stage.wait(1_000);
                }
            });

    /**
     * A node goes on by what it remembers after Redis lost it and another node began anew. It remembers of each member
     * as many entries as there are in the new history, so that nothing but the generation tells the two apart.
     */
    public static final Script REMEMBERED = new Script("a node remembers what Redis lost", false, false, 0, stage -> {
        for (int i = 0; i < Site.NODES; i++) {
            int held = i;
            int other = 1 - held;
            stage.calls(40);
            stage.rest();
            List<String> some = stage.some(REMEMBERED_MEMBERS);
            stage.giveSurely(held, some, true);
            stage.breaks(
                    "requests to Postgres held",
                    false,
                    () -> stage.site.postgresWires.forEach(wire -> wire.stall(Way.REQUEST)));
            stage.giveSurely(held, some, false);
            stage.breaks(Faults.flushAll());
            stage.site.postgresWires.get(other).cut();
            stage.site.postgresWires.get(other).flow();
            stage.giveSurely(other, some, false);
            stage.awaitRecords();
            Future<?> sent = stage.give(held, some, false);
            Waiting.until(sent::isComplete, 1_500);
            stage.site.postgresWires.get(held).flow();
            sent.await();
            stage.goOn();
        }
        stage.calls(40);
    });

    /** Redis comes back from an older file than its nodes and Postgres remember. */
    public static final Script SET_BACK = new Script("an older AOF is put back", false, false, 30, stage -> {
        for (int i = 0; i < 2; i++) {
            stage.calls(100);
            Path copy = stage.site.stores.copyRedis();
            stage.calls(120);
            stage.breaks("older AOF put back", true, () -> {
                stage.site.stores.setBack(copy);
                stage.site.stores.startRedis();
            });
            stage.calls(120);
        }
    });

    /**
     * Redis loses a little that Postgres does not have, while replies wait for the ledger and nobody can ask Postgres.
     */
    public static final Script SET_BACK_UNFLUSHED =
            new Script("an older AOF of what is not flushed is put back", false, false, 60, stage -> {
                for (int i = 0; i < 2; i++) {
                    stage.calls(80);
                    stage.breaks(
                            "requests to Postgres held",
                            false,
                            () -> stage.site.postgresWires.forEach(wire -> wire.stall(Way.REQUEST)));
                    Path copy = stage.site.stores.copyRedis();
                    stage.calls(20, 400);
                    stage.breaks("older AOF put back", true, () -> {
                        stage.site.stores.setBack(copy);
                        stage.site.stores.startRedis();
                    });
                    stage.calls(80, 1_800);
                    stage.site.postgresWires.forEach(Wire::flow);
                    stage.calls(60);
                }
            });

    /** Redis comes back with a history that Postgres never had: the partitions must be set aside. */
    public static final Script TWO_HISTORIES =
            new Script("Redis comes back with another history", true, false, 0, stage -> {
                stage.calls(100);
                stage.breaks(
                        "requests to Postgres held",
                        false,
                        () -> stage.site.postgresWires.forEach(wire -> wire.stall(Way.REQUEST)));
                stage.calls(200);
                Path copy = stage.site.stores.copyRedis();
                stage.breaks(Faults.flushAll());
                stage.site.postgresWires.forEach(Wire::flow);
                // fewer than were lost, so that the other history is the longer one
                stage.calls(15, 500);
                stage.quietly(() -> {
                    Waiting.pass(1_500);
                    stage.breaks("older AOF put back", true, () -> {
                        stage.site.stores.setBack(copy);
                        stage.site.stores.startRedis();
                    });
                });
                stage.calls(150);
            });

    /** A node brings members back from what it read before another node changed them. */
    public static final Script LATE_HYDRATION = new Script("members are brought back late", false, false, 0, stage -> {
        for (int i = 0; i < Site.NODES; i++) {
            int late = i;
            Wire postgres = stage.site.postgresWires.get(late);
            stage.calls(60);
            stage.rest();
            List<String> some = stage.some(REMEMBERED_MEMBERS);
            stage.giveSurely(1 - late, some, true);
            stage.breaks(Faults.flushAll());
            stage.awaitRecords();
            stage.breaks("members withheld on their way from Postgres", false, () -> postgres.withhold(".points\""));
            Future<?> sent = stage.give(late, some, false);
            Waiting.until(() -> postgres.waiting() >= WITHHELD_MEMBERS, 3_000);
            stage.giveSurely(1 - late, some, false);
            postgres.flow();
            sent.await();
            stage.goOn();
        }
        stage.calls(60);
    });

    /** A flush is held until its node's lease has passed to the other node, and that one has flushed. */
    public static final Script HELD_FLUSH = new Script("a flush is held beyond its lease", false, false, 30, stage -> {
        for (int i = 0; i < 2; i++) {
            Wire held = stage.site.postgresWires.get(i % Site.NODES);
            stage.calls(80);
            stage.breaks("requests to Postgres held", false, () -> held.stall(Way.REQUEST));
            stage.calls(40, 2_000);
            stage.awaitFlushed(HELD_MILLIS_MAX);
            held.flow();
            stage.calls(60);
        }
    });

    /** All of them. */
    public static final List<Script> ALL = List.of(
            NOTHING,
            CUTS,
            HELD_REQUESTS,
            HELD_TRANSFERS,
            SLOW_LEDGER,
            WIPED_WHILE_FLUSHING,
            REMEMBERED,
            SET_BACK,
            SET_BACK_UNFLUSHED,
            LATE_HYDRATION,
            HELD_FLUSH,
            TWO_HISTORIES);
}
