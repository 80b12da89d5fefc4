package io.walaa.usecase.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.fixture.TestPostgres;
import io.walaa.store.postgres.ProgrammeTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");
    private static Pool pool;
    private static Keys keys;

    @BeforeAll
    static void start() {
        pool = TestPostgres.database().pool(VERTX);
        ProgrammeTable.create(pool, "p").await();
        keys = new Keys(pool);
    }

    @AfterAll
    static void stop() {
        pool.close().await();
        VERTX.close().await();
    }

    @Test
    void key_is_found_as_it_was_kept_until_it_is_revoked() {
        ApiKey key = new ApiKey("id1", "hash", "till", "p", List.of("read", "earn"), END);

        assertThat(keys.create(key).await()).isTrue();

        assertThat(keys.find("id1").await()).isEqualTo(key);
        assertThat(keys.revoke("id1").await()).isTrue();
        assertThat(keys.find("id1").await()).isNull();
        assertThat(keys.revoke("id1").await()).isFalse();
    }

    @Test
    void key_of_no_programme_is_not_made() {
        assertThat(keys.create(new ApiKey("id2", "hash", "till", "nobody", List.of("read"), null))
                        .await())
                .isFalse();
    }

    @Test
    void last_use_never_goes_back() {
        keys.create(new ApiKey("id3", "hash", "till", "p", List.of("read"), null))
                .await();
        keys.saveLastUse(Map.of("id3", END)).await();
        keys.saveLastUse(Map.of("id3", END.minusSeconds(60), "unknown", END)).await();

        assertThat(pool.query("select last_used from api_key where id = 'id3'")
                        .execute()
                        .await()
                        .iterator()
                        .next()
                        .getOffsetDateTime(0)
                        .toInstant())
                .isEqualTo(END);
    }
}
