package io.walaa.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BellTest {
    private static final int CALM_MILLIS = 250;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> rung = new CopyOnWriteArrayList<>();
    private final List<Long> atNanos = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void many_rings_are_told_at_once_and_once_more_after_a_while() {
        Bell<String> bell = new Bell<>(vertx, CALM_MILLIS);
        Promise<Void> told = Promise.promise();
        bell.listen(key -> {
            atNanos.add(System.nanoTime());
            rung.add(key);
            return told.future();
        });
        for (int i = 0; i < 1_000; i++) {
            bell.ring("weekly");
        }
        bell.ring("monthly");
        assertThat(rung).containsExactly("weekly", "monthly");
        told.complete();
        await().atMost(Duration.ofSeconds(30)).until(() -> rung.size() == 3);
        assertThat(rung.get(2)).isEqualTo("weekly");
        assertThat(atNanos.get(2) - atNanos.get(0)).isGreaterThanOrEqualTo((CALM_MILLIS - 5) * 1_000_000L);
    }

    @Test
    void what_fails_is_told_again_the_next_time() {
        Bell<String> bell = new Bell<>(vertx, 1);
        bell.listen(key -> {
            rung.add(key);
            return io.vertx.core.Future.failedFuture("away");
        });
        bell.ring("weekly");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            bell.ring("weekly");
            return rung.size() > 1;
        });
    }
}
