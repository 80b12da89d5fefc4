package io.walaa.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.walaa.config.StartRefused;
import io.walaa.store.embedded.EmbeddedPostgres;
import io.walaa.store.embedded.Programs;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @Test
    void nodes_that_start_together_migrate_once(@TempDir Path folder) {
        try (var postgres = EmbeddedPostgres.start(folder, new Programs(Path.of("target/programs")), "secret")) {
            var address = new PostgresAddress(postgres.url());
            var together = List.of(Migrations.run(VERTX, address), Migrations.run(VERTX, address));

            int applied = together.stream().mapToInt(run -> run.await()).sum();

            assertThat(applied).isPositive();
            assertThat(Migrations.run(VERTX, address).await()).isZero();
        }
    }

    @Test
    void unreachable_postgres_is_one_sentence_without_the_password() {
        var nobody = new PostgresAddress(URI.create("postgresql://walaa:hidden@127.0.0.1:1/walaa"));

        assertThatThrownBy(() -> Migrations.run(VERTX, nobody).await())
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("Postgres at 127.0.0.1:1/walaa cannot be used")
                .hasMessageNotContaining("hidden");
    }
}
