package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Table {@code member_external_id}: the names by which others know a member. */
public final class ExternalIdTable {
    /** Nodes listen on this channel; the payload is the cache key of an external id that changed hands or went. */
    public static final String CHANNEL = "walaa_external_id";

    private ExternalIdTable() {}

    /**
     * One name of a member.
     *
     * @param type such as {@code card}
     * @param lookup what it is found by
     * @param value as it was given
     */
    public record ExternalIdRow(String type, String lookup, String value) {
        /** Names it within all programmes, for caches. */
        public String cacheKey(String programme) {
            return key(programme, type, lookup);
        }
    }

    /** The text that names an external id for caches. */
    public static String key(String programme, String type, String lookup) {
        return programme + ' ' + type + ' ' + lookup;
    }

    /** Gives the member a name; false if the name belongs to somebody (this member too) already. */
    public static Future<Boolean> insert(SqlClient client, String programme, String member, ExternalIdRow row) {
        return client.preparedQuery("""
                        insert into member_external_id (programme, type, lookup, value, member)
                        values ($1, $2, $3, $4, $5) on conflict do nothing
                        """)
                .execute(Tuple.of(programme, row.type(), row.lookup(), row.value(), member))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Takes one name away. */
    public static Future<Void> delete(SqlConnection transaction, String programme, ExternalIdRow row) {
        return transaction
                .preparedQuery("delete from member_external_id where programme = $1 and type = $2 and lookup = $3")
                .execute(Tuple.of(programme, row.type(), row.lookup()))
                .mapEmpty();
    }

    /** Tells every node, once the transaction is committed, that a name no longer means what it meant. */
    public static Future<Void> announce(SqlConnection transaction, String cacheKey) {
        return transaction
                .preparedQuery("select pg_notify($1, $2)")
                .execute(Tuple.of(CHANNEL, cacheKey))
                .mapEmpty();
    }

    /** Whose name this is; null if nobody's. */
    public static Future<@Nullable String> owner(SqlClient client, String programme, String type, String lookup) {
        return client.preparedQuery(
                        "select member from member_external_id where programme = $1 and type = $2 and lookup = $3")
                .execute(Tuple.of(programme, type, lookup))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0));
    }

    /** Whose names these are, all given as {@link #key}s; those that are nobody's are left out. */
    public static Future<Map<String, String>> owners(SqlClient client, List<String> keys) {
        String[] programmes = new String[keys.size()];
        String[] types = new String[keys.size()];
        String[] lookups = new String[keys.size()];
        for (int i = 0; i < keys.size(); i++) {
            String[] part = keys.get(i).split(" ", 3);
            programmes[i] = part[0];
            types[i] = part[1];
            lookups[i] = part[2];
        }
        return client.preparedQuery("""
                        select programme, type, lookup, member from member_external_id
                        join unnest($1::text[], $2::text[], $3::text[]) as wanted (programme, type, lookup)
                            using (programme, type, lookup)
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfString(programmes)
                        .addArrayOfString(types)
                        .addArrayOfString(lookups))
                .map(rows -> {
                    Map<String, String> owners = new HashMap<>();
                    rows.forEach(row ->
                            owners.put(key(row.getString(0), row.getString(1), row.getString(2)), row.getString(3)));
                    return owners;
                });
    }

    /** The names of one member, by type. */
    public static Future<List<ExternalIdRow>> of(SqlClient client, String programme, String member) {
        return ofAll(client, programme, List.of(member)).map(all -> all.getOrDefault(member, List.of()));
    }

    /** The names of several members, by member. */
    public static Future<Map<String, List<ExternalIdRow>>> ofAll(
            SqlClient client, String programme, List<String> members) {
        return client.preparedQuery("""
                        select member, type, lookup, value from member_external_id
                        where programme = $1 and member = any($2) order by member, type, lookup
                        """)
                .execute(Tuple.of(programme).addArrayOfString(members.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<ExternalIdRow>> all = new HashMap<>();
                    for (Row row : rows) {
                        all.computeIfAbsent(row.getString(0), member -> new ArrayList<>(2))
                                .add(new ExternalIdRow(row.getString(1), row.getString(2), row.getString(3)));
                    }
                    return all;
                });
    }
}
