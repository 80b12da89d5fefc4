package io.walaa.backtest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.walaa.usecase.job.Job;
import io.walaa.usecase.job.JobProgress;
import io.walaa.usecase.job.Jobs;
import io.walaa.usecase.programme.Drafts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Replays a stretch of what really happened under a draft, as a job. It reads Postgres only, page by page, keeps one
 * member and the report in memory, and rests at the {@link Pace} that the machine's other work leaves it.
 */
public final class Backtest implements AutoCloseable {
    private static final Duration WORK_MAX = Duration.ofMinutes(1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Vertx vertx;
    private final Pool pool;
    private final Jobs jobs;
    private final Drafts drafts;
    private final InstantSource clock;
    private final WorkerExecutor worker;

    public Backtest(Vertx vertx, Pool pool, Jobs jobs, Drafts drafts, InstantSource clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.jobs = jobs;
        this.drafts = drafts;
        this.clock = clock;
        this.worker = vertx.createSharedWorkerExecutor("walaa-backtest", 1, WORK_MAX.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Starts a back-test.
     *
     * @param from the first instant of the stretch, by the time at which entries were posted
     * @param until the first instant behind it
     * @return the job as it waits; fails as {@link Drafts#find} does, and with the refusal {@code too-many-jobs}
     */
    public Future<Job> start(String programme, String createdBy, Drafts.Wanted wanted, Instant from, Instant until) {
        // what is still to come has not happened under the draft either
        Instant end = until.isAfter(clock.instant()) ? clock.instant() : until;
        return drafts.find(programme, wanted)
                .compose(draft -> jobs.start(
                        programme,
                        "backtest",
                        createdBy,
                        progress -> run(new History(pool, programme, end), new Run(draft, from, end), progress)));
    }

    private Future<JsonObject> run(History history, Run run, JobProgress progress) {
        return history.expected()
                .compose(expected -> {
                    progress.total(expected);
                    Promise<Void> read = Promise.promise();
                    replay(history.next(), history, run, Pace.ofThisMachine(), progress, read);
                    return read.future();
                })
                .compose(read -> worker.executeBlocking(run::result, true));
    }

    /**
     * Page after page, the next one read while this one is replayed. Not one future composed with the next, since those
     * of ten million entries would be a leak.
     */
    private void replay(
            Future<RowSet<Row>> page, History history, Run run, Pace pace, JobProgress progress, Promise<Void> read) {
        page.onFailure(read::fail).onSuccess(rows -> {
            boolean last = rows.size() < History.PAGE;
            Future<RowSet<Row>> following = last ? page : history.next();
            worker.executeBlocking(() -> take(rows, run, progress), true)
                    .compose(cpuNanos -> rest(pace.restMillis(cpuNanos)))
                    .onFailure(read::fail)
                    .onSuccess(rested -> {
                        if (last) {
                            progress.total(progress.done());
                            read.complete();
                        } else {
                            replay(following, history, run, pace, progress, read);
                        }
                    });
        });
    }

    private Future<Void> rest(long millis) {
        return millis == 0
                ? Future.succeededFuture()
                : vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }

    /** Replays a page; the processor time that it took. Fails when somebody cancelled. */
    private static long take(RowSet<Row> rows, Run run, JobProgress progress) {
        long before = THREADS.getCurrentThreadCpuTime();
        long entries = run.take(rows);
        // the total is a guess when the stretch begins, and more may have come since
        if (entries > progress.total()) {
            progress.total(entries);
        }
        progress.done(entries);
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    @Override
    public void close() {
        worker.close();
    }
}
