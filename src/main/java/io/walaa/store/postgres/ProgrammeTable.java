package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tables {@code programme} and {@code programme_version}. */
public final class ProgrammeTable {
    /** Nodes listen on this channel; the payload is the id of the programme whose active version may have changed. */
    public static final String CHANNEL = "walaa_programme";

    private static final String COLUMNS =
            "programme, n, document, format, hash, author, note, created_at, activates_at";

    private ProgrammeTable() {}

    /**
     * One version of a programme's document.
     *
     * @param n counts from 1
     * @param format {@code json} or {@code yaml}
     * @param hash digest of the document
     * @param author who published it
     * @param activatesAt when it was activated last, null if never
     */
    public record Version(
            String programme,
            int n,
            String document,
            String format,
            String hash,
            String author,
            String note,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime activatesAt) {}

    /** Makes a programme without a version; false if there is one of that id. */
    public static Future<Boolean> create(SqlClient client, String programme) {
        return client.preparedQuery("insert into programme (id) values ($1) on conflict do nothing")
                .execute(Tuple.of(programme))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Holds the programme until the transaction ends, so that versions are numbered one after another. */
    public static Future<Boolean> lock(SqlConnection transaction, String programme) {
        return transaction
                .preparedQuery("select 1 from programme where id = $1 for update")
                .execute(Tuple.of(programme))
                .map(rows -> rows.size() == 1);
    }

    /** Whether there is any programme at all. */
    public static Future<Boolean> any(SqlClient client) {
        return client.query("select 1 from programme limit 1").execute().map(rows -> rows.size() == 1);
    }

    /**
     * Adds the next version; the caller holds the programme by {@link #lock}.
     *
     * @param activate whether it ever becomes the active one
     * @param at from when on; null for now
     */
    public static Future<Version> publish(
            SqlConnection transaction,
            String programme,
            String document,
            String format,
            String hash,
            String author,
            String note,
            boolean activate,
            @Nullable Instant at) {
        return transaction
                .preparedQuery("""
                        insert into programme_version
                            (programme, n, document, format, hash, author, note, activates_at)
                        select $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6,
                            case when $7 then coalesce($8, clock_timestamp()) end
                        from programme_version where programme = $1
                        returning
                        """ + COLUMNS)
                .execute(Tuple.from(
                        Arrays.asList(programme, document, format, hash, author, note, activate, offset(at))))
                .map(rows -> version(rows.iterator().next()));
    }

    /** Makes version {@code n} the active one from {@code at} on, null for now; null if there is no such version. */
    public static Future<@Nullable Version> activate(
            SqlConnection transaction, String programme, int n, @Nullable Instant at) {
        return transaction
                .preparedQuery("""
                        update programme_version set activates_at = coalesce($3, clock_timestamp())
                        where programme = $1 and n = $2 returning
                        """ + COLUMNS)
                .execute(Tuple.of(programme, n, offset(at)))
                .map(ProgrammeTable::first);
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    /** Tells every node, once the transaction is committed. */
    public static Future<Void> announce(SqlConnection transaction, String programme) {
        return transaction
                .preparedQuery("select pg_notify($1, $2)")
                .execute(Tuple.of(CHANNEL, programme))
                .mapEmpty();
    }

    /** The active version of one programme; null if there is none. */
    public static Future<@Nullable Version> active(SqlClient client, String programme) {
        return client.preparedQuery("select " + COLUMNS
                        + " from programme_version where programme = $1 and activates_at <= clock_timestamp()"
                        + " order by activates_at desc, n desc limit 1")
                .execute(Tuple.of(programme))
                .map(ProgrammeTable::first);
    }

    /** The number of the active version of every programme that has one. */
    public static Future<Map<String, Integer>> actives(SqlClient client) {
        return client.query("""
                        select p.id, v.n from programme p, lateral (
                            select n from programme_version
                            where programme = p.id and activates_at <= clock_timestamp()
                            order by activates_at desc, n desc limit 1) v
                        """).execute().map(rows -> {
            Map<String, Integer> actives = new TreeMap<>();
            rows.forEach(row -> actives.put(row.getString(0), row.getInteger(1)));
            return actives;
        });
    }

    /** One version; null if there is none of that number. */
    public static Future<@Nullable Version> version(SqlClient client, String programme, int n) {
        return client.preparedQuery("select " + COLUMNS + " from programme_version where programme = $1 and n = $2")
                .execute(Tuple.of(programme, n))
                .map(ProgrammeTable::first);
    }

    /** Versions below {@code before}, newest first. */
    public static Future<List<Version>> versions(SqlClient client, String programme, int before, int limit) {
        return client.preparedQuery("select " + COLUMNS
                        + " from programme_version where programme = $1 and n < $2 order by n desc limit $3")
                .execute(Tuple.of(programme, before, limit))
                .map(rows -> {
                    List<Version> versions = new ArrayList<>(rows.size());
                    rows.forEach(row -> versions.add(version(row)));
                    return versions;
                });
    }

    private static @Nullable Version first(RowSet<Row> rows) {
        return rows.size() == 0 ? null : version(rows.iterator().next());
    }

    private static Version version(Row row) {
        return new Version(
                row.getString("programme"),
                row.getInteger("n"),
                row.getString("document"),
                row.getString("format"),
                row.getString("hash"),
                row.getString("author"),
                row.getString("note"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("activates_at"));
    }
}
