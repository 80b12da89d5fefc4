package io.walaa.proof;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import io.vertx.sqlclient.Pool;
import io.walaa.proof.check.Checker;
import io.walaa.proof.check.Findings;
import io.walaa.proof.check.Ledger;
import io.walaa.proof.check.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** One run on a site: a workload under faults, everything mended, what is unknown asked again, and the verdict. */
public final class Run {
    private static final int MEMBERS = 200;
    private static final int CLIENTS = 24;
    private static final int PAUSE_MILLIS = 70;
    private static final int SETTLE_TRIES = 30;
    private static final long DRAIN_MILLIS_MAX = 40_000;
    private static final long WATCH_MILLIS = 200;

    private Run() {}

    /** Breaks things from the seeded list for so long. */
    public static Report random(Site site, long seed, int seconds) throws IOException, InterruptedException {
        Script any = new Script("faults from the seeded list", false, false, 50, stage -> {});
        return run(site, seed, any, (stage, supervisor) -> supervisor.run(TimeUnit.SECONDS.toMillis(seconds)));
    }

    /** Plays a script. */
    public static Report script(Site site, Script script, long seed) throws IOException, InterruptedException {
        return run(site, seed, script, (stage, supervisor) -> script.act().play(stage));
    }

    private static Report run(Site site, long seed, Script script, BiConsumer<Stage, Supervisor> play)
            throws IOException, InterruptedException {
        Site.Programme programme = site.programme();
        Path file = site.folder.resolve(programme.name() + ".history");
        History history = new History(file);
        Clients clients = new Clients(site.vertx, site.nodes, programme.key(), history);
        Pool pool = site.stores.pool();
        Findings findings = new Findings();
        try {
            site.awaitProgramme(programme);
            List<String> members = clients.members(MEMBERS);
            List<Future<Void>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                work.add(clients.work(
                        new Workload(
                                seed * 1_000 + i, seed + "-" + i, members, script.transfers(), script.ledgerPercent()),
                        PAUSE_MILLIS));
            }
            Supervisor supervisor = new Supervisor(site, history, seed);
            Watch watch = new Watch(site, findings);
            watch.start();
            play.accept(new Stage(site, clients, members, supervisor, seed), supervisor);
            clients.only(-1);
            site.heal();
            supervisor.mendAll();
            clients.stop();
            Future.join(work).await();
            site.heal();
            Redis redis = site.stores.redis();
            try {
                Memory memory = new Memory(redis, pool);
                // What lies in a partition that was set aside stays unknown.
                clients.settle(SETTLE_TRIES, () -> memory.setAside() > 0);
                watch.end();
                drain(memory, script.setAside(), findings);
                history.close();
                Ledger ledger = Ledger.read(pool, programme.name());
                Map<String, JsonObject> hot = memory.members(programme.name(), members);
                return new Checker(History.read(file), ledger, hot, memory.journals(), script.setAside(), findings)
                        .check(supervisor.counts());
            } finally {
                redis.close();
            }
        } finally {
            clients.close();
            pool.close();
        }
    }

    private static void drain(Memory memory, boolean setAside, Findings findings) {
        long end = System.currentTimeMillis() + DRAIN_MILLIS_MAX;
        List<String> open = memory.undrained();
        boolean waits = !setAside && memory.onTheWay() > 0;
        while ((!open.isEmpty() || waits) && System.currentTimeMillis() < end) {
            Waiting.pass(WATCH_MILLIS);
            open = memory.undrained();
            // Nothing arrives any more where it is set aside, and the verdict is known.
            waits = waits && memory.setAside() == 0 && memory.onTheWay() > 0;
        }
        open.forEach(partition -> findings.add("does not drain", partition));
    }

    /** Looks all the time whether Redis forgets what Postgres does not have. */
    private static final class Watch extends Thread {
        private final Site site;
        private final Findings findings;
        private volatile boolean over;

        Watch(Site site, Findings findings) {
            this.site = site;
            this.findings = findings;
            setDaemon(true);
        }

        @Override
        public void run() {
            Pool pool = site.stores.pool();
            Redis redis = site.stores.redis();
            Memory memory = new Memory(redis, pool);
            while (!over) {
                Waiting.pass(WATCH_MILLIS);
                try {
                    memory.trimmedTooFar().forEach(partition -> findings.add("trimmed too far", partition));
                } catch (RuntimeException away) {
                    redis.close();
                    redis = site.stores.redis();
                    memory = new Memory(redis, pool);
                }
            }
            redis.close();
            pool.close();
        }

        void end() throws InterruptedException {
            over = true;
            join();
        }
    }
}
