package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.walaa.store.postgres.MemberRow.Personal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code member}. */
public final class MemberTable {
    private MemberTable() {}

    /**
     * Adds a member at version 1.
     *
     * @param initial the hot state before the first entry, by field name
     */
    public static Future<MemberRow> insert(
            SqlClient client, String programme, String id, JsonObject initial, Personal personal) {
        return client.preparedQuery("""
                        insert into member (programme, id, locale, time_zone, name, email, phone, birth_date,
                            attributes, consents, preferences, initial)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning *
                        """)
                .execute(tuple(programme, id, personal).addValue(initial))
                .map(rows -> member(rows.iterator().next()));
    }

    /** Writes what is personal and counts the version up. */
    public static Future<MemberRow> update(SqlConnection transaction, String programme, String id, Personal personal) {
        return transaction
                .preparedQuery("""
                        update member set locale = $3, time_zone = $4, name = $5, email = $6, phone = $7,
                            birth_date = $8, attributes = $9, consents = $10, preferences = $11,
                            version = version + 1, changed_at = clock_timestamp()
                        where programme = $1 and id = $2 returning *
                        """)
                .execute(tuple(programme, id, personal))
                .map(rows -> member(rows.iterator().next()));
    }

    private static Tuple tuple(String programme, String id, Personal personal) {
        return Tuple.of(programme, id)
                .addString(personal.locale())
                .addString(personal.timeZone())
                .addString(personal.name())
                .addString(personal.email())
                .addString(personal.phone())
                .addLocalDate(personal.birthDate())
                .addValue(personal.attributes())
                .addValue(personal.consents())
                .addValue(personal.preferences());
    }

    /** Forgets everything personal, the attributes in {@code initial} too; the id stays, for the ledger. */
    public static Future<Void> erase(SqlConnection transaction, String programme, String id) {
        return transaction.preparedQuery("""
                        update member set name = null, email = null, phone = null, birth_date = null,
                            locale = null, time_zone = null, initial = '{}', attributes = '{}', consents = '{}',
                            preferences = '{}', version = version + 1, changed_at = clock_timestamp(),
                            erased_at = coalesce(erased_at, clock_timestamp())
                        where programme = $1 and id = $2
                        """).execute(Tuple.of(programme, id)).mapEmpty();
    }

    /** One member; null if the programme has none of that id. */
    public static Future<@Nullable MemberRow> find(SqlClient client, String programme, String id) {
        return client.preparedQuery("select * from member where programme = $1 and id = $2")
                .execute(Tuple.of(programme, id))
                .map(MemberTable::first);
    }

    /** As {@link #find}; nobody else can change the member until the transaction ends. */
    public static Future<@Nullable MemberRow> lock(SqlConnection transaction, String programme, String id) {
        return transaction
                .preparedQuery("select * from member where programme = $1 and id = $2 for update")
                .execute(Tuple.of(programme, id))
                .map(MemberTable::first);
    }

    /** Members whose id sorts before {@code before}, newest first, without the erased. */
    public static Future<List<MemberRow>> list(SqlClient client, String programme, String before, int limit) {
        return client.preparedQuery("""
                        select * from member where programme = $1 and id < $2 and erased_at is null
                        order by id desc limit $3
                        """)
                .execute(Tuple.of(programme, before, limit))
                .map(rows -> {
                    List<MemberRow> members = new ArrayList<>(rows.size());
                    rows.forEach(row -> members.add(member(row)));
                    return members;
                });
    }

    private static @Nullable MemberRow first(RowSet<Row> rows) {
        return rows.size() == 0 ? null : member(rows.iterator().next());
    }

    private static MemberRow member(Row row) {
        return new MemberRow(
                row.getString("programme"),
                row.getString("id"),
                new Personal(
                        row.getString("locale"),
                        row.getString("time_zone"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getLocalDate("birth_date"),
                        row.getJsonObject("attributes"),
                        row.getJsonObject("consents"),
                        row.getJsonObject("preferences")),
                row.getInteger("version"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("changed_at"),
                row.getOffsetDateTime("erased_at"));
    }
}
