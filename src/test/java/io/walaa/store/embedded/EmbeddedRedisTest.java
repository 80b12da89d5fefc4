package io.walaa.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.config.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {
    private static final Programs PROGRAMS = new Programs(Path.of("target/programs"));

    @TempDir
    Path folder;

    @Test
    void killed_store_has_all_it_acknowledged_and_its_port() throws Exception {
        var redis = start();
        assertThat(ask(redis.url(), "SET k v")).contains("+OK");
        redis.process().destroyForcibly();
        redis.process().onExit().get();

        try (var again = start()) {
            assertThat(again.url()).isEqualTo(redis.url());
            assertThat(ask(again.url(), "GET k")).contains("\r\nv\r\n");
        }
        assertThat(redis.process().isAlive()).isFalse();
    }

    @Test
    void half_a_transaction_at_the_end_of_the_file_is_never_done() throws Exception {
        writeAndKill("torn");
        Path file = folder.resolve("redis/appendonlydir/appendonly.aof.1.incr.aof");
        byte[] written = Files.readAllBytes(file);
        int second = new String(written, StandardCharsets.ISO_8859_1).lastIndexOf("torn-2");
        Files.write(file, Arrays.copyOf(written, second));
        writeAndKill("whole");

        try (var redis = start()) {
            assertThat(ask(redis.url(), "GET torn-1")).contains("$-1");
            assertThat(ask(redis.url(), "GET whole-1")).contains("\r\nv\r\n");
            assertThat(ask(redis.url(), "GET whole-2")).contains("\r\nv\r\n");
        }
    }

    private void writeAndKill(String name) throws Exception {
        var redis = start();
        assertThat(ask(redis.url(), "MSETNX before-" + name + " v")).contains(":1");
        assertThat(ask(redis.url(), "MULTI\r\nSET " + name + "-1 v\r\nSET " + name + "-2 v\r\nEXEC"))
                .contains("*2");
        redis.process().destroyForcibly();
        redis.process().onExit().get();
    }

    @Test
    void left_over_is_stopped_by_the_next_start() throws Exception {
        var leftOver = start();
        ask(leftOver.url(), "SET k v");

        try (var redis = start()) {
            assertThat(leftOver.process().isAlive()).isFalse();
            assertThat(ask(redis.url(), "GET k")).contains("\r\nv\r\n");
        }
    }

    @Test
    void settings_are_durable_and_strangers_are_kept_out() throws Exception {
        try (var redis = start()) {
            assertThat(ask(redis.url(), "CONFIG GET appendfsync")).contains("always");
            assertThat(ask(redis.url(), "CONFIG GET no-appendfsync-on-rewrite")).contains("\r\nno\r\n");
            assertThat(ask(redis.url(), "CONFIG GET maxmemory-policy")).contains("noeviction");
            assertThat(ask(redis.url(), "CONFIG GET maxmemory")).contains(Long.toString(64L << 20));
            assertThat(ask(redis.url(), "CONFIG GET hash-max-listpack-value")).contains("64");
            assertThat(ask(URI.create("redis://:wrong@127.0.0.1:" + redis.url().getPort()), "PING"))
                    .contains("WRONGPASS")
                    .contains("NOAUTH");
        }
    }

    @Test
    void port_that_somebody_else_took_is_replaced() throws Exception {
        var before = start();
        before.close();
        try (var thief = new ServerSocket(before.url().getPort());
                var redis = start()) {
            assertThat(redis.url().getPort()).isNotEqualTo(thief.getLocalPort());
        }
    }

    @Test
    void broken_file_is_one_sentence_and_leaves_no_process() throws Exception {
        start().close();
        Files.writeString(folder.resolve("redis/appendonlydir/appendonly.aof.manifest"), "nonsense\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("The embedded Redis ended at its start")
                .hasMessageContaining("redis.log");
        assertThat(Child.leftOver("Redis", List.of(folder + "/redis/redis.conf"), folder))
                .isEmpty();
    }

    private EmbeddedRedis start() {
        return EmbeddedRedis.start(folder, PROGRAMS, "secret", 64);
    }

    private static String ask(URI url, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            var lines = "AUTH " + url.getUserInfo().substring(1) + "\r\n" + command + "\r\nQUIT\r\n";
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
