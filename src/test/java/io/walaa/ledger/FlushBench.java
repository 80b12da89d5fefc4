package io.walaa.ledger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.fixture.MemoryJournal;
import io.walaa.fixture.TestPostgres;
import io.walaa.member.MemberId;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What flushing an entry costs, in CPU of Postgres and of this process. Arguments: entries, entries per batch, members,
 * lots per member.
 */
public final class FlushBench {
    private static final int PARTITIONS = 64;
    private static final long DAY = 86_400;

    private FlushBench() {}

    public static void main(String[] args) {
        int entries = argument(args, 0, 100_000);
        int batch = argument(args, 1, 1_000);
        int members = argument(args, 2, 100_000);
        int lots = argument(args, 3, 2);
        Vertx vertx = Vertx.vertx();
        TestPostgres database = TestPostgres.database();
        Pool pool = database.pool(vertx);
        PartitionStateTable.create(pool, PARTITIONS).await();
        pool.query("UPDATE partition_state SET gen = 1").execute().await();
        MemoryJournal journal = new MemoryJournal(PARTITIONS);
        Random random = new Random(1);
        List<MemberId> ids = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            ids.add(MemberId.create(1_700_000_000_000L + i, random));
        }
        long midnight = Instant.now().getEpochSecond() / DAY * DAY;
        for (int lot = 0; lot < lots; lot++) {
            Lot granted = Lot.active(midnight + (lot + 100) * DAY);
            for (int i = 0; i < members; i++) {
                journal.commit(
                        i % PARTITIONS,
                        ids.get(i),
                        "earn",
                        change -> change.post(Account.ISSUED, Account.AVAILABLE, "points", 100, granted));
            }
        }
        AwaitFlush waiting = new AwaitFlush(vertx, pool, PARTITIONS, 3_000);
        Flusher flusher = new Flusher(
                vertx,
                System.getenv("LOGSQL") == null
                        ? database.options()
                        : database.options()
                                .addProperty("log_min_duration_statement", "0")
                                .addProperty("log_parameter_max_length", "0"),
                pool,
                journal,
                waiting,
                (partition, why) -> Future.failedFuture(why),
                System::currentTimeMillis,
                PARTITIONS,
                new FlushSettings("bench", 1, batch, 25, 3_000, 1_000, 60_000, 86_400_000),
                new SimpleMeterRegistry());
        measure(
                "seeding",
                (long) members * lots,
                vertx,
                pool,
                () -> flusher.start().await());
        pool.query("VACUUM ANALYZE").execute().await();
        pool.query("CHECKPOINT").execute().await();
        Lot today = Lot.active(midnight + 365 * DAY);
        for (int i = 0; i < entries; i++) {
            int member = random.nextInt(members);
            boolean earn = i % 4 != 0;
            journal.commit(member % PARTITIONS, ids.get(member), earn ? "earn" : "redeem", change -> {
                if (earn) {
                    change.post(Account.ISSUED, Account.AVAILABLE, "points", 35, today);
                } else {
                    change.purse("points")
                            .lots()
                            .take(10, midnight)
                            .forEach(part -> change.post(
                                    Account.AVAILABLE, Account.REDEEMED, "points", part.amount(), part.lot()));
                }
            });
        }
        measure("flushing", (long) members * lots + entries, vertx, pool, () -> {
            for (int i = 0; i < PARTITIONS; i++) {
                flusher.dirty(i, false);
            }
        });
        flusher.stop().await();
        waiting.close();
        pool.close().await();
        vertx.close().await();
        System.exit(0);
    }

    private static void measure(String what, long until, Vertx vertx, Pool pool, Runnable run) {
        long before = flushed(pool);
        long java = javaNanos();
        long postgres = postgresMillis();
        long start = System.nanoTime();
        run.run();
        while (flushed(pool) < until) {
            vertx.timer(20).await();
        }
        double wall = (System.nanoTime() - start) / 1e9;
        long entries = until - before;
        System.out.printf(
                "%s %d entries: %.1f s, %.0f/s, Postgres %.1f us, Java %.1f us an entry%n",
                what,
                entries,
                wall,
                entries / wall,
                (postgresMillis() - postgres) * 1000.0 / entries,
                (javaNanos() - java) / 1000.0 / entries);
    }

    private static long flushed(Pool pool) {
        return pool.query("SELECT sum(last_seq)::bigint FROM partition_state")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static long javaNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** CPU of the server and all its processes. */
    private static long postgresMillis() {
        ProcessHandle server = ProcessHandle.of(TestPostgres.pid()).orElseThrow();
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(server), server.descendants())
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(java.time.Duration::toMillis)
                        .orElse(0L))
                .sum();
    }

    private static int argument(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }
}
