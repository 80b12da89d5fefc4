package io.walaa.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.store.embedded.EmbeddedPostgres;
import io.walaa.store.embedded.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresClockTest {
    @TempDir
    static Path folder;

    private static final Vertx VERTX = Vertx.vertx();
    private static EmbeddedPostgres postgres;

    /** How far the fake wall clock is ahead of the real one. */
    private final AtomicReference<Duration> wallAhead = new AtomicReference<>(Duration.ZERO);

    @BeforeAll
    static void start() {
        postgres = startPostgres();
    }

    private static EmbeddedPostgres startPostgres() {
        return EmbeddedPostgres.start(folder, new Programs(Path.of("target/programs")), "secret");
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        postgres.close();
    }

    @Test
    void clock_tells_the_time_of_postgres_and_not_of_this_machine() {
        wallAhead.set(Duration.ofHours(3));
        var pool = pool();
        try (var clock = clock(pool)) {
            assertThat(clock.isMeasured()).isFalse();
            clock.measure().await();

            assertThat(clock.isMeasured()).isTrue();
            assertThat(clock.instant()).isCloseTo(Instant.now(), within(2, ChronoUnit.SECONDS));
            assertThat(clock.offset()).isCloseTo(Duration.ofHours(-3), Duration.ofSeconds(2));
        } finally {
            pool.close().await();
        }
    }

    @Test
    void jump_of_the_local_clock_makes_it_unready_until_postgres_is_back() {
        var pool = pool();
        try (var clock = clock(pool)) {
            clock.measure().await();
            postgres.close();
            assertThat(clock.isMeasured()).isTrue();

            wallAhead.set(Duration.ofSeconds(-5));
            await().until(() -> !clock.isMeasured());
            assertThat(clock.instant()).isCloseTo(Instant.now(), within(2, ChronoUnit.SECONDS));

            postgres = startPostgres();
            await().until(clock::isMeasured);
        } finally {
            pool.close().await();
        }
    }

    private PostgresClock clock(Pool pool) {
        return new PostgresClock(
                VERTX, pool, System::nanoTime, () -> Instant.now().plus(wallAhead.get()));
    }

    private static Pool pool() {
        return PostgresPool.create(VERTX, "test", new PostgresAddress(postgres.url()).options(), 2);
    }
}
