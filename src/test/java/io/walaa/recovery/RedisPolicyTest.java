package io.walaa.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.walaa.journal.AckLevel;
import io.walaa.store.embedded.EmbeddedRedis;
import io.walaa.store.embedded.Programs;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisPolicyTest {
    @TempDir
    private static Path parent;

    private static String program;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Process server;
    private String url;

    @BeforeAll
    static void find_the_program() {
        EmbeddedRedis redis = EmbeddedRedis.start(parent, new Programs(Path.of("target/programs")), "secret", 64);
        program = redis.process().info().command().orElseThrow();
        redis.close();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
        server.destroyForcibly();
        server.onExit().join();
    }

    @Test
    void level_is_what_the_file_is_worth() throws IOException {
        start("--maxmemory", "64mb", "--appendonly", "yes", "--appendfsync", "always");
        assertThat(policy().level()).isEqualTo(AckLevel.DISK);
        assertThat(policy().maxmemory()).isEqualTo(64 << 20);
    }

    @Test
    void everysec_is_worth_memory() throws IOException {
        start("--maxmemory", "64mb", "--appendonly", "yes", "--appendfsync", "everysec");
        assertThat(policy().level()).isEqualTo(AckLevel.MEMORY);
    }

    @Test
    void redis_without_a_limit_is_refused() throws IOException {
        start();
        assertThatThrownBy(this::policy).hasMessageContaining("Redis has no maxmemory");
    }

    @Test
    void redis_that_evicts_is_refused() throws IOException {
        start("--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru");
        assertThatThrownBy(this::policy).hasMessageContaining("noeviction");
    }

    private RedisPolicy policy() {
        return Redis.createClient(vertx, url).connect().compose(RedisPolicy::of).await();
    }

    private void start(String... settings) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>(
                List.of(program, "--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(List.of(settings));
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        url = "redis://127.0.0.1:" + port;
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            Redis client = Redis.createClient(vertx, url);
            client.connect().await();
            client.close();
            return true;
        });
    }
}
