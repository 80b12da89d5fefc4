package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Table {@code write_key}: Idempotency-Keys of writes that no member's lane can keep. */
public final class WriteKeyTable {
    private WriteKeyTable() {}

    /**
     * A key that was used.
     *
     * @param body keyed hash of the request it was used for
     * @param outcome what that request did
     */
    public record UsedKey(String body, JsonObject outcome) {}

    /**
     * Takes the key for this transaction. A second transaction that wants the same key waits here until the first has
     * ended.
     *
     * @return null if the key was free, else what it was used for
     */
    public static Future<@Nullable UsedKey> claim(SqlConnection transaction, String id, String body) {
        return transaction
                .preparedQuery("""
                        insert into write_key (id, body, outcome) values ($1, $2, '{}') on conflict do nothing
                        """)
                .execute(Tuple.of(id, body))
                .compose(inserted -> inserted.rowCount() == 1
                        ? Future.<@Nullable UsedKey>succeededFuture()
                        : transaction
                                .preparedQuery("select body, outcome from write_key where id = $1")
                                .execute(Tuple.of(id))
                                .map(rows -> used(rows.iterator().next())));
    }

    /** Keeps what the claimed key did. */
    public static Future<Void> keep(SqlConnection transaction, String id, JsonObject outcome) {
        return transaction
                .preparedQuery("update write_key set outcome = $2 where id = $1")
                .execute(Tuple.of(id, outcome))
                .mapEmpty();
    }

    /** Forgets keys that are older than the window. */
    public static Future<Void> forget(SqlClient client, Duration window) {
        return client.preparedQuery("delete from write_key where created_at < now() - make_interval(secs => $1)")
                .execute(Tuple.of((double) window.toSeconds()))
                .mapEmpty();
    }

    private static UsedKey used(Row row) {
        return new UsedKey(row.getString("body"), row.getJsonObject("outcome"));
    }
}
