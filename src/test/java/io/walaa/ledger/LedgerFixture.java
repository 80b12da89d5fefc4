package io.walaa.ledger;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.walaa.fixture.MemoryJournal;
import io.walaa.fixture.TestPostgres;
import io.walaa.journal.JournalReader;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A ledger of its own database with a journal in memory, and flushers on it. */
final class LedgerFixture implements AutoCloseable {
    static final String PROGRAMME = MemoryJournal.PROGRAMME;
    static final int PARTITIONS = 8;
    static final long DAY = 86_400;

    final Vertx vertx = Vertx.vertx();
    final TestPostgres database = TestPostgres.database();
    final Pool pool = database.pool(vertx);
    final MemoryJournal journal = new MemoryJournal(PARTITIONS);
    final AwaitFlush waiting = new AwaitFlush(vertx, pool, PARTITIONS, 2_000);
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final List<String> validations = new CopyOnWriteArrayList<>();
    private final List<Flusher> flushers = new ArrayList<>();
    private final Random random = new Random(7);
    private long memberMillis = 1_700_000_000_000L;

    LedgerFixture() {
        PartitionStateTable.create(pool, PARTITIONS).await();
        sql("UPDATE partition_state SET gen = 1");
        new LedgerMonths(pool).ensure(Instant.now()).await();
    }

    /** Epoch second at which this day began. */
    static long midnight() {
        return Instant.now().getEpochSecond() / DAY * DAY;
    }

    MemberId member() {
        return MemberId.create(memberMillis++, random);
    }

    /** What an earn of points with a year to live does. */
    static Consumer<MemberChange> earn(long amount) {
        return change ->
                change.post(Account.ISSUED, Account.AVAILABLE, "points", amount, Lot.active(midnight() + 365 * DAY));
    }

    static Consumer<MemberChange> redeem(long amount) {
        return change -> change.purse("points")
                .lots()
                .take(amount, midnight())
                .forEach(part -> change.post(Account.AVAILABLE, Account.REDEEMED, "points", part.amount(), part.lot()));
    }

    Flusher flusher(String node) {
        return flusher(node, journal);
    }

    /** A started flusher with quick leases. */
    Flusher flusher(String node, JournalReader of) {
        return flusher(of, database.options(), new FlushSettings(node, 2, 1_000, 5, 1_000, 100, 60_000, 86_400_000));
    }

    Flusher flusher(JournalReader of, PgConnectOptions postgres, FlushSettings settings) {
        Flusher flusher = new Flusher(
                vertx,
                postgres,
                pool,
                of,
                waiting,
                (partition, why) -> {
                    validations.add(partition + ": " + why);
                    return Future.succeededFuture();
                },
                System::currentTimeMillis,
                PARTITIONS,
                settings,
                flushers.isEmpty() ? metrics : new SimpleMeterRegistry());
        flushers.add(flusher);
        flusher.start().await();
        return flusher;
    }

    /** Waits until Postgres has all of the journal. */
    void flushed() {
        long all = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            all += journal.size(partition);
        }
        long expected = all;
        until(() -> number("SELECT sum(last_seq) FROM partition_state") == expected);
    }

    static void until(java.util.concurrent.Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(60))
                .until(condition);
    }

    List<Row> sql(String sql) {
        List<Row> rows = new ArrayList<>();
        pool.query(sql).execute().await().forEach(rows::add);
        return rows;
    }

    long number(String sql) {
        return ((Number) sql(sql).get(0).getValue(0)).longValue();
    }

    String text(String sql) {
        return String.valueOf(sql(sql).get(0).getValue(0));
    }

    List<String> findings() {
        return new Verify(pool)
                .run(null, seen -> {}).await().findings().stream()
                        .map(Finding::what)
                        .distinct()
                        .toList();
    }

    @Override
    public void close() {
        flushers.forEach(flusher -> flusher.stop().await());
        waiting.close();
        pool.close().await();
        vertx.close().await();
    }
}
