package io.walaa.backtest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.Entry;
import io.walaa.journal.EntryBody;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Position;
import io.walaa.member.MemberId;
import io.walaa.programme.ActiveProgramme;
import io.walaa.usecase.job.Job;
import io.walaa.usecase.job.JobProgress;
import io.walaa.usecase.job.Jobs;
import io.walaa.usecase.programme.Drafts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Replays a stretch of what really happened under a draft, as a job. It reads Postgres only, member by member through a
 * cursor, so that it keeps one member and the report in memory; and it rests for a multiple of the time that it worked,
 * so that it takes no more than a part of one core.
 */
public final class Backtest implements AutoCloseable {
    private static final int ROWS = 200;
    private static final int REST_FACTOR = 2;
    private static final Duration WORK_MAX = Duration.ofMinutes(1);
    private static final String COUNT = "SELECT count(*) FROM entry WHERE programme = $1 AND posted_at < $2";
    private static final String ENTRIES = """
            SELECT e.partition, e.seq, e.member, e.commit_id, e.body, e.note, m.initial::text AS initial
            FROM entry e LEFT JOIN member m ON m.programme = e.programme AND m.id = e.member
            WHERE e.programme = $1 AND e.posted_at < $2 AND e.member NOT LIKE 'house:%'
            ORDER BY e.member, e.programme, e.member_seq
            """;

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
                        programme, "backtest", createdBy, progress -> run(programme, draft, from, end, progress)));
    }

    private Future<JsonObject> run(
            String programme, ActiveProgramme draft, Instant from, Instant until, JobProgress progress) {
        OffsetDateTime end = until.atOffset(ZoneOffset.UTC);
        Run run = new Run(draft, from, until, progress);
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(programme, end))
                .compose(count -> {
                    progress.total(count.iterator().next().getLong(0));
                    return pool.withTransaction(connection -> read(connection, programme, end, run));
                })
                .compose(read -> worker.executeBlocking(run::result, true));
    }

    private Future<Void> read(SqlConnection connection, String programme, OffsetDateTime end, Run run) {
        return connection
                .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .execute()
                .compose(set -> connection.prepare(ENTRIES))
                .compose(statement -> {
                    Cursor cursor = statement.cursor(Tuple.of(programme, end));
                    return more(cursor, run).eventually(() -> cursor.close()).eventually(() -> statement.close());
                });
    }

    private Future<Void> more(Cursor cursor, Run run) {
        return cursor.read(ROWS).compose(rows -> {
            long started = System.nanoTime();
            return worker.executeBlocking(() -> run.take(rows), true).compose(taken -> {
                if (!cursor.hasMore()) {
                    return Future.succeededFuture();
                }
                long rest = Math.max(1, REST_FACTOR * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
                return vertx.timer(rest, TimeUnit.MILLISECONDS).compose(rested -> more(cursor, run));
            });
        });
    }

    /** One back-test under way; used by one worker at a time. */
    private static final class Run {
        private final ActiveProgramme draft;
        private final Instant from;
        private final Instant until;
        private final JobProgress progress;
        private final Comparison report = new Comparison();
        private @Nullable MemberReplay member;
        private long entries;

        Run(ActiveProgramme draft, Instant from, Instant until, JobProgress progress) {
            this.draft = draft;
            this.from = from;
            this.until = until;
            this.progress = progress;
        }

        /** Takes the next entries; fails when somebody cancelled. */
        @Nullable
        Void take(RowSet<Row> rows) {
            for (Row row : rows) {
                MemberReplay current = member;
                MemberId id = new MemberId(row.getString("member"));
                if (current == null || !current.member().equals(id)) {
                    end();
                    current = new MemberReplay(id, row.getString("initial"), draft.programme(), from, report);
                    member = current;
                }
                current.entry(entry(row), row.getString("note"));
                entries++;
            }
            progress.done(entries);
            return null;
        }

        private static Entry entry(Row row) {
            return EntryBody.read(new JournalEntry(
                    new Position(row.getInteger("partition"), row.getLong("seq")),
                    row.getString("commit_id"),
                    "",
                    row.getString("body"),
                    ""));
        }

        private void end() {
            if (member != null) {
                member.end(until);
            }
        }

        JsonObject result() {
            end();
            return report.json()
                    .put("from", from.toString())
                    .put("until", until.toString())
                    .put("entries", entries)
                    .put("programmeVersion", draft.version());
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
