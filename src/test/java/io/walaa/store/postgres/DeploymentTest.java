package io.walaa.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.StartRefused;
import io.walaa.fixture.TestPostgres;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private Pool pool;

    @BeforeEach
    void open() {
        pool = TestPostgres.database().pool(VERTX);
    }

    @AfterEach
    void close() {
        pool.close().await();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @Test
    void nodes_that_start_together_agree_on_one_deployment() {
        List<Deployed> together =
                IntStream.range(0, 16)
                        .mapToObj(i -> DeploymentTable.ensure(pool, 64, Optional.empty()))
                        .toList()
                        .stream()
                        .map(one -> one.await())
                        .distinct()
                        .toList();

        assertThat(together).hasSize(1);
        assertThat(together.get(0).partitions()).isEqualTo(64);
    }

    @Test
    void other_partition_count_is_refused_by_both_numbers() {
        DeploymentTable.ensure(pool, 64, Optional.empty()).await();

        assertThatThrownBy(() ->
                        DeploymentTable.ensure(pool, 128, Optional.empty()).await())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("128")
                .hasMessageContaining("64");
    }

    @Test
    void operators_secret_is_never_stored_and_must_stay_the_same() {
        Deployed first = DeploymentTable.ensure(pool, 64, Optional.of(SECRET)).await();

        assertThat(DeploymentTable.ensure(pool, 64, Optional.of(SECRET)).await())
                .isEqualTo(first);
        assertThatThrownBy(() -> DeploymentTable.ensure(pool, 64, Optional.of(SECRET + "x"))
                        .await())
                .isInstanceOf(StartRefused.class);
        assertThatThrownBy(
                        () -> DeploymentTable.ensure(pool, 64, Optional.empty()).await())
                .isInstanceOf(StartRefused.class);
        var row = pool.query("select hash_secret, token_secret from deployment")
                .execute()
                .await()
                .iterator()
                .next();
        assertThat(row.getValue(0)).isNull();
        assertThat(row.getValue(1)).isNull();
    }
}
