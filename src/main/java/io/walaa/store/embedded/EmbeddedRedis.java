package io.walaa.store.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.walaa.config.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A Redis of our own that fsyncs every write before it answers, on loopback only. */
public final class EmbeddedRedis implements AutoCloseable {
    private static final String NAME = "Redis";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final int REPLY_TIMEOUT_MILLIS = 2_000;

    private final Child child;
    private final URI url;

    private EmbeddedRedis(Child child, URI url) {
        this.child = child;
        this.url = url;
    }

    /**
     * Starts it, after stopping one that a killed server left over on the same folder.
     *
     * @param parent its folder {@code redis} is kept there
     * @param programs where the server program is
     * @param password that clients must give
     * @param maxMemoryMegabytes beyond it writes are refused, nothing is evicted
     * @param further lines of its configuration beside our own
     * @return a server that answers
     * @throws StartRefused if it does not come up
     */
    public static EmbeddedRedis start(
            Path parent, Programs programs, String password, int maxMemoryMegabytes, String... further) {
        var folder = parent.resolve("redis");
        var log = parent.resolve("redis.log");
        var file = folder.resolve("redis.conf");
        try {
            Files.createDirectories(folder);
            Child.leftOver(NAME, List.of(file.toString()), log).forEach(EmbeddedRedis::stop);
            // A Redis that ended in order takes this file with it.
            if (Files.exists(folder.resolve("redis.pid"))) {
                TornTail.cut(folder, programs.redisServer());
            }
            return Starting.attempt(NAME, () -> {
                int port = KeptPort.choose(folder.resolve("port"));
                PrivateFile.write(file, configuration(folder, port, password, maxMemoryMegabytes, further));
                var command = List.of(programs.redisServer().toString(), file.toString());
                var child = Child.start(NAME, command, log);
                Starting.await(child, () -> answers(port, password), EmbeddedRedis::stop);
                return new EmbeddedRedis(child, URI.create("redis://:" + password + "@127.0.0.1:" + port));
            });
        } catch (IOException failed) {
            throw new StartRefused("The embedded Redis cannot be started in " + folder + ": " + failed, failed);
        }
    }

    private static String configuration(
            Path folder, int port, String password, int maxMemoryMegabytes, String... further) {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                tcp-backlog 128
                dir "%s"
                pidfile "%s/redis.pid"
                daemonize no
                # the next start finds a left-over by its command line
                set-proc-title no
                appendonly yes
                appendfsync always
                no-appendfsync-on-rewrite no
                save ""
                maxmemory %dmb
                maxmemory-policy noeviction
                hash-max-listpack-entries 512
                hash-max-listpack-value 64
                %s
                """.formatted(port, password, folder, folder, maxMemoryMegabytes, String.join("\n", further));
    }

    /** A plain socket, because this runs before there is a Vert.x. While it loads its file it answers LOADING. */
    private static boolean answers(int port, String password) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), REPLY_TIMEOUT_MILLIS);
            socket.setSoTimeout(REPLY_TIMEOUT_MILLIS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(US_ASCII));
            var expected = "+OK\r\n+PONG\r\n".getBytes(US_ASCII);
            return Arrays.equals(socket.getInputStream().readNBytes(expected.length), expected);
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void stop(Child child) {
        child.stop(ProcessHandle::destroy, STOP_PATIENCE);
    }

    /**
     * How to connect.
     *
     * @return a URL with the password
     */
    public URI url() {
        return url;
    }

    /**
     * The process, for those who watch or kill it.
     *
     * @return its handle
     */
    public ProcessHandle process() {
        return child.handle();
    }

    /** Stops it; what it acknowledged is in its file. */
    @Override
    public void close() {
        stop(child);
    }
}
