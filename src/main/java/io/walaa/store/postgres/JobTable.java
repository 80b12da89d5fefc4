package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Table {@code job}: long work, visible from every node. */
public final class JobTable {
    private JobTable() {}

    /**
     * A job.
     *
     * @param kind such as {@code import}
     * @param state {@code queued}, {@code running}, {@code done}, {@code failed} or {@code cancelled}
     * @param done and total count what the kind counts; total is 0 while it is not known
     * @param result what came of it, null before
     * @param createdBy the API key that asked for it
     * @param cancel whether somebody asked it to stop
     */
    public record JobRow(
            String id,
            String programme,
            String kind,
            String state,
            long done,
            long total,
            @Nullable JsonObject result,
            String createdBy,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime startedAt,
            @Nullable OffsetDateTime endedAt,
            boolean cancel) {}

    /** Adds a job that waits for its turn. */
    public static Future<JobRow> insert(SqlClient client, String id, String programme, String kind, String createdBy) {
        return client.preparedQuery("""
                        insert into job (id, programme, kind, state, created_by) values ($1, $2, $3, 'queued', $4)
                        returning *
                        """)
                .execute(Tuple.of(id, programme, kind, createdBy))
                .map(rows -> job(rows.iterator().next()));
    }

    /** One job; null if the programme has none of that id. */
    public static Future<@Nullable JobRow> find(SqlClient client, String programme, String id) {
        return client.preparedQuery("select * from job where programme = $1 and id = $2")
                .execute(Tuple.of(programme, id))
                .map(JobTable::first);
    }

    /** Starts a job; false if it was cancelled before its turn came. */
    public static Future<Boolean> start(SqlClient client, String id) {
        return client.preparedQuery("""
                        update job set state = 'running', started_at = now(), beat_at = now()
                        where id = $1 and state = 'queued' and not cancel
                        """).execute(Tuple.of(id)).map(rows -> rows.rowCount() == 1);
    }

    /** Says how far a job is and that its node lives; true if the job shall go on. */
    public static Future<Boolean> beat(SqlClient client, String id, long done, long total) {
        return client.preparedQuery("""
                        update job set done = $2, total = $3, beat_at = now()
                        where id = $1 and state in ('queued', 'running') returning cancel
                        """)
                .execute(Tuple.of(id, done, total))
                .map(rows -> rows.size() == 1 && !rows.iterator().next().getBoolean(0));
    }

    /** Ends a job that has not ended. */
    public static Future<Void> end(
            SqlClient client, String id, String state, long done, long total, @Nullable JsonObject result) {
        return client.preparedQuery("""
                        update job set state = $2, done = $3, total = $4, result = $5, ended_at = now()
                        where id = $1 and ended_at is null
                        """)
                .execute(Tuple.of(id, state, done, total).addValue(result))
                .mapEmpty();
    }

    /** Asks a job to stop; null if the programme has none of that id. */
    public static Future<@Nullable JobRow> cancel(SqlClient client, String programme, String id) {
        return client.preparedQuery("""
                        update job set cancel = true,
                            state = case when state = 'queued' then 'cancelled' else state end,
                            ended_at = case when state = 'queued' then now() else ended_at end
                        where programme = $1 and id = $2 returning *
                        """).execute(Tuple.of(programme, id)).map(JobTable::first);
    }

    /** Marks unfinished jobs as failed whose node has not been heard of for that long; how many there were. */
    public static Future<Integer> failAbandoned(SqlClient client, Duration silence) {
        return client.preparedQuery("""
                        update job set state = 'failed', ended_at = now(), result = '{"code": "node-lost"}'
                        where state in ('queued', 'running') and beat_at < now() - make_interval(secs => $1)
                        """)
                .execute(Tuple.of((double) silence.toSeconds()))
                .map(RowSet::rowCount);
    }

    private static @Nullable JobRow first(RowSet<Row> rows) {
        return rows.size() == 0 ? null : job(rows.iterator().next());
    }

    private static JobRow job(Row row) {
        return new JobRow(
                row.getString("id"),
                row.getString("programme"),
                row.getString("kind"),
                row.getString("state"),
                row.getLong("done"),
                row.getLong("total"),
                row.getJsonObject("result"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("started_at"),
                row.getOffsetDateTime("ended_at"),
                row.getBoolean("cancel"));
    }
}
