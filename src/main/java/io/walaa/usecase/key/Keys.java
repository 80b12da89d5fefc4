package io.walaa.usecase.key;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.store.postgres.ApiKeyTable;
import io.walaa.store.postgres.ApiKeyTable.ApiKeyRow;
import io.walaa.usecase.Postgres;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps API keys: made by an operator, read by every request that a node does not remember. */
public final class Keys {
    private final Pool pool;

    public Keys(Pool pool) {
        this.pool = pool;
    }

    /** Keeps a new key; false if its programme does not exist. */
    public Future<Boolean> create(ApiKey key) {
        Instant end = key.expiresAt();
        ApiKeyRow row = new ApiKeyRow(
                key.id(),
                key.hash(),
                key.name(),
                key.programme(),
                key.scopes(),
                end == null ? null : end.atOffset(ZoneOffset.UTC));
        return Postgres.orUnavailable(ApiKeyTable.insert(pool, row));
    }

    /** A key that was not revoked, expired ones too; null if there is none of that id. */
    public Future<@Nullable ApiKey> find(String id) {
        return Postgres.orUnavailable(ApiKeyTable.find(pool, id)).map(row -> row == null ? null : key(row));
    }

    /** The keys of a programme that stand, expired ones too, the oldest first. */
    public Future<List<KeyUse>> list(String programme) {
        return Postgres.orUnavailable(ApiKeyTable.list(pool, programme))
                .map(rows -> rows.stream()
                        .map(row -> new KeyUse(key(row.key()), row.createdAt().toInstant(), instant(row.lastUsed())))
                        .toList());
    }

    /** Ends a key for good; nodes forget it within seconds. False if none of that id stands. */
    public Future<Boolean> revoke(String id) {
        return Postgres.orUnavailable(ApiKeyTable.revoke(pool, id));
    }

    /** Keeps when keys were last used, by id. */
    public Future<Void> saveLastUse(Map<String, Instant> uses) {
        return Postgres.orUnavailable(ApiKeyTable.used(pool, uses));
    }

    private static ApiKey key(ApiKeyRow row) {
        return new ApiKey(row.id(), row.hash(), row.name(), row.programme(), row.scopes(), instant(row.expiresAt()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
