package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Table {@code api_key}; it holds keyed hashes, never a secret. */
public final class ApiKeyTable {
    private ApiKeyTable() {}

    /**
     * A key.
     *
     * @param id the part of the key that may be logged
     * @param hash keyed hash of the secret part
     * @param name what it is for
     * @param programme the tenant it opens
     * @param scopes what it allows
     * @param expiresAt null for a key without an end
     */
    public record ApiKeyRow(
            String id,
            String hash,
            String name,
            String programme,
            List<String> scopes,
            @Nullable OffsetDateTime expiresAt) {}

    /**
     * What an operator sees of a key that stands.
     *
     * @param key the key
     * @param createdAt when it was made
     * @param lastUsed to the minute; null if never
     */
    public record ApiKeyUse(
            ApiKeyRow key,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime lastUsed) {}

    /** Adds a key; false if its programme does not exist. */
    public static Future<Boolean> insert(SqlClient client, ApiKeyRow key) {
        return client.preparedQuery("""
                        insert into api_key (id, hash, name, programme, scopes, expires_at)
                        select $1, $2, $3, id, $5, $6 from programme where id = $4
                        """)
                .execute(Tuple.of(key.id(), key.hash(), key.name(), key.programme())
                        .addArrayOfString(key.scopes().toArray(String[]::new))
                        .addOffsetDateTime(key.expiresAt()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** A key that was not revoked, expired ones too; null if there is none of that id. */
    public static Future<@Nullable ApiKeyRow> find(SqlClient client, String id) {
        return client.preparedQuery("select * from api_key where id = $1 and revoked_at is null")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? null : key(rows.iterator().next()));
    }

    /** The keys of a programme that were not revoked, expired ones too, the oldest first. */
    public static Future<List<ApiKeyUse>> list(SqlClient client, String programme) {
        return client.preparedQuery("""
                        select * from api_key where programme = $1 and revoked_at is null order by created_at, id
                        """)
                .execute(Tuple.of(programme))
                .map(rows -> rows.stream()
                        .map(row -> new ApiKeyUse(
                                key(row), row.getOffsetDateTime("created_at"), row.getOffsetDateTime("last_used")))
                        .toList());
    }

    /** Notes when keys were last used. */
    public static Future<Void> used(SqlClient client, Map<String, Instant> uses) {
        List<Tuple> rows = uses.entrySet().stream()
                .sorted(Map.Entry.comparingByKey()) // in one order everywhere, or two nodes wait for each other
                .map(use -> Tuple.of(use.getKey(), use.getValue().atOffset(ZoneOffset.UTC)))
                .toList();
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        return client.preparedQuery("update api_key set last_used = greatest(last_used, $2) where id = $1")
                .executeBatch(rows)
                .mapEmpty();
    }

    /** Ends a key; false if there is none of that id that still stands. */
    public static Future<Boolean> revoke(SqlClient client, String id) {
        return client.preparedQuery("update api_key set revoked_at = now() where id = $1 and revoked_at is null")
                .execute(Tuple.of(id))
                .map(rows -> rows.rowCount() == 1);
    }

    private static ApiKeyRow key(Row row) {
        return new ApiKeyRow(
                row.getString("id"),
                row.getString("hash"),
                row.getString("name"),
                row.getString("programme"),
                List.of(row.getArrayOfStrings("scopes")),
                row.getOffsetDateTime("expires_at"));
    }
}
