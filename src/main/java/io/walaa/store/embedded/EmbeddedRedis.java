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
public final class EmbeddedRedis implements EmbeddedStore {
    private static final String NAME = "Redis";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final int REPLY_TIMEOUT_MILLIS = 2_000;

    private final Path folder;
    private final Path program;
    private final String password;
    private final int port;
    private final Child child;

    private EmbeddedRedis(Path folder, Path program, String password, int port) throws IOException {
        this.folder = folder;
        this.program = program;
        this.password = password;
        this.port = port;
        child = Child.start(NAME, List.of(program.toString(), file(folder).toString()), log(folder));
        Starting.await(child, () -> answers(port, password), EmbeddedRedis::stop);
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
        try {
            Files.createDirectories(folder);
            clear(folder, programs.redisServer());
            return Starting.attempt(NAME, () -> {
                int port = KeptPort.choose(folder.resolve("port"));
                PrivateFile.write(file(folder), configuration(folder, port, password, maxMemoryMegabytes, further));
                return new EmbeddedRedis(folder, programs.redisServer(), password, port);
            });
        } catch (IOException failed) {
            throw refused(folder, failed);
        }
    }

    @Override
    public EmbeddedRedis again() {
        try {
            clear(folder, program);
            return new EmbeddedRedis(folder, program, password, port);
        } catch (IOException failed) {
            throw refused(folder, failed);
        }
    }

    /** Ends what runs on the folder and mends what a killed one left. */
    private static void clear(Path folder, Path program) throws IOException {
        Child.leftOver(NAME, List.of(file(folder).toString()), log(folder)).forEach(EmbeddedRedis::stop);
        // A Redis that ended in order takes this file with it.
        if (Files.exists(folder.resolve("redis.pid"))) {
            TornTail.cut(folder, program);
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("redis.conf");
    }

    private static Path log(Path folder) {
        return folder.resolveSibling("redis.log");
    }

    private static StartRefused refused(Path folder, IOException failed) {
        return new StartRefused("The embedded Redis cannot be started in " + folder + ": " + failed, failed);
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
                # a rewrite takes a core and the disk for a second: under load every minute, not every few seconds
                auto-aof-rewrite-min-size 512mb
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

    @Override
    public URI url() {
        return URI.create("redis://:" + password + "@127.0.0.1:" + port);
    }

    @Override
    public ProcessHandle process() {
        return child.handle();
    }

    @Override
    public void close() {
        stop(child);
    }
}
