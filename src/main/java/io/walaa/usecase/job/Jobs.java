package io.walaa.usecase.job;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.store.postgres.JobTable;
import io.walaa.usecase.Postgres;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs of this node, two at a time, and keeps their rows true. A job whose node died is marked as failed by any
 * other; what it had done stays, so jobs are written to be run again.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int RUNNING_MAX = 2;
    private static final int WAITING_MAX = 16;
    private static final long RETRY_MILLIS = 10_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, JobProgress> here = new ConcurrentHashMap<>();
    private final long beatMillis;
    private int running;

    /** @param beatMillis how often jobs say that they live, and look whether they shall stop */
    public Jobs(Vertx vertx, Pool pool, long beatMillis) {
        this.vertx = vertx;
        this.pool = pool;
        this.beatMillis = beatMillis;
    }

    private record Waiting(
            String id, JobProgress progress, long beat, Function<JobProgress, Future<JsonObject>> work) {}

    /**
     * Starts a job as soon as there is room for it.
     *
     * @param work does it, tells its progress and answers the result, which must hold neither secrets nor personal data
     * @return the job as it waits; fails with the refusal {@code too-many-jobs}
     */
    public Future<Job> start(
            String programme, String kind, String createdBy, Function<JobProgress, Future<JsonObject>> work) {
        if (full()) {
            return Future.failedFuture(Refusal.tooMany("too-many-jobs", RETRY_MILLIS));
        }
        String id = "job_" + UUID.randomUUID().toString().replace("-", "");
        return Postgres.orUnavailable(JobTable.insert(pool, id, programme, kind, createdBy))
                .map(row -> {
                    JobProgress progress = new JobProgress();
                    here.put(id, progress);
                    long beat = vertx.setPeriodic(beatMillis, tick -> beat(id, progress));
                    enter(new Waiting(id, progress, beat, work));
                    return Job.of(row);
                });
    }

    private synchronized boolean full() {
        return waiting.size() >= WAITING_MAX;
    }

    private synchronized void enter(Waiting job) {
        waiting.add(job);
        next();
    }

    private synchronized void leave() {
        running--;
        next();
    }

    private synchronized void next() {
        while (running < RUNNING_MAX && !waiting.isEmpty()) {
            Waiting job = waiting.remove();
            running++;
            run(job).onComplete(done -> leave());
        }
    }

    private Future<Void> run(Waiting job) {
        return JobTable.start(pool, job.id)
                .compose(started -> started ? work(job) : Future.succeededFuture())
                .onFailure(failure -> LOG.error("Job {} could not be noted", job.id, failure))
                .onComplete(done -> {
                    here.remove(job.id);
                    vertx.cancelTimer(job.beat);
                });
    }

    private Future<Void> work(Waiting job) {
        Future<JsonObject> worked = Future.<Void>succeededFuture().compose(now -> job.work.apply(job.progress));
        return worked.compose(result -> end(job, "done", result), failure -> {
            if (failure instanceof CancellationException) {
                return end(job, "cancelled", null);
            }
            if (failure instanceof JobFailed failed) {
                return end(job, "failed", failed.result());
            }
            LOG.error("Job {} failed", job.id, failure);
            String code = failure instanceof Refusal refusal ? refusal.code() : "internal";
            return end(job, "failed", new JsonObject().put("code", code));
        });
    }

    private Future<Void> end(Waiting job, String state, @Nullable JsonObject result) {
        return JobTable.end(pool, job.id, state, job.progress.done(), job.progress.total(), result);
    }

    private void beat(String id, JobProgress progress) {
        JobTable.beat(pool, id, progress.done(), progress.total()).onSuccess(goOn -> {
            if (!goOn) {
                progress.cancel();
            }
        });
    }

    /** One job of the programme; fails with {@code job-not-found}. */
    public Future<Job> read(String programme, String id) {
        return Postgres.orUnavailable(JobTable.find(pool, programme, id)).compose(Jobs::found);
    }

    /** Asks a job to stop, on whatever node it runs; fails with {@code job-not-found}. */
    public Future<Job> cancel(String programme, String id) {
        return Postgres.orUnavailable(JobTable.cancel(pool, programme, id))
                .compose(Jobs::found)
                .onSuccess(asked -> {
                    // One that runs here need not wait for its next beat.
                    JobProgress mine = here.get(id);
                    if (mine != null) {
                        mine.cancel();
                    }
                });
    }

    private static Future<Job> found(JobTable.@Nullable JobRow row) {
        return row == null
                ? Future.failedFuture(Refusal.notFound("job-not-found"))
                : Future.succeededFuture(Job.of(row));
    }

    /** Starts no further jobs; those that run are marked as failed by another node when this one ends. */
    @Override
    public synchronized void close() {
        waiting.forEach(job -> vertx.cancelTimer(job.beat));
        waiting.clear();
    }
}
