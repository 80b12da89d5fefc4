package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.Programme;
import io.walaa.usecase.Call;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.WriteOnce;
import io.walaa.usecase.job.Job;
import io.walaa.usecase.job.JobFailed;
import io.walaa.usecase.job.JobProgress;
import io.walaa.usecase.job.Jobs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Imports members with their balances from NDJSON, one body of {@code POST /v1/members} a line with {@code balances}
 * beside it. The whole file is checked before anything is changed. An import that was interrupted, or sent twice, is
 * finished by sending it again: members are known by their external ids, balances by what they follow from.
 */
public final class ImportMembers {
    /** A longer body is refused. */
    public static final long BYTES_MAX = 64L << 20;

    private static final String KIND = "import";

    private final Vertx vertx;
    private final Pool pool;
    private final OperationKeys keys;
    private final WriteOnce writes;
    private final Programmes programmes;
    private final InstantSource clock;
    private final Jobs jobs;
    private final ImportWrite write;
    private final Path folder;

    /** @param folder exists; bodies wait there, unlinked, until their job is done */
    public ImportMembers(
            Vertx vertx,
            Pool pool,
            OperationKeys keys,
            Programmes programmes,
            InstantSource clock,
            Jobs jobs,
            ImportWrite write,
            Path folder) {
        this.vertx = vertx;
        this.pool = pool;
        this.keys = keys;
        this.writes = new WriteOnce(pool, keys);
        this.programmes = programmes;
        this.clock = clock;
        this.jobs = jobs;
        this.write = write;
        this.folder = folder;
    }

    /**
     * Takes the body in and starts the job; its progress counts bytes of the body, read twice unless it is a dry run.
     *
     * @param call a dry run only reports
     * @param createdBy the key that asked for it
     * @return the job, of a repeated call the one that was started first; fails with the refusals
     *     {@code import-too-large}, {@code programme-not-found} and {@code too-many-jobs}
     */
    public Future<Job> start(Call call, String createdBy, ReadStream<Buffer> body) {
        ActiveProgramme active = programmes.active(call.programme());
        if (active == null) {
            return Future.failedFuture(Refusal.notFound("programme-not-found", "programme", call.programme()));
        }
        return ImportFile.spool(vertx, folder, body, BYTES_MAX)
                .compose(file -> (call.dryRun()
                                ? enter(call, active.programme(), createdBy, file)
                                : once(call, active.programme(), createdBy, file))
                        .onFailure(failure -> file.file().close()));
    }

    private Future<Job> once(Call call, Programme rules, String createdBy, ImportFile file) {
        Call whole = new Call(call.programme(), call.key(), call.request() + file.digest(), null, false, false);
        AtomicReference<@Nullable Job> fresh = new AtomicReference<>();
        Future<WriteOnce.Written> written = writes.run(
                whole,
                transaction -> enter(call, rules, createdBy, file).map(job -> {
                    fresh.set(job);
                    return new JsonObject().put("job", job.id());
                }));
        return Postgres.orUnavailable(written).compose(once -> {
            Job job = fresh.get();
            if (job != null) {
                return Future.succeededFuture(job);
            }
            file.file().close();
            return jobs.read(call.programme(), once.outcome().getString("job"));
        });
    }

    private Future<Job> enter(Call call, Programme rules, String createdBy, ImportFile file) {
        return jobs.start(
                call.programme(),
                KIND,
                createdBy,
                progress -> run(call, rules, file, progress)
                        .onComplete(done -> file.file().close()));
    }

    private Future<JsonObject> run(Call call, Programme rules, ImportFile file, JobProgress progress) {
        progress.total(call.dryRun() ? file.bytes() : 2 * file.bytes());
        ImportCheck check = new ImportCheck(vertx, pool, keys, call.programme(), rules, clock.instant());
        return check.run(file.lines(), progress).compose(report -> {
            if (call.dryRun()) {
                return Future.succeededFuture(report.json());
            }
            if (!report.sound()) {
                return Future.failedFuture(new JobFailed(report.json().put("code", "invalid-lines")));
            }
            return write.run(call.programme(), rules, file.lines(), file.bytes(), progress);
        });
    }
}
