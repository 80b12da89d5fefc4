package io.walaa.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server node as a process of its own that can be killed and frozen. */
final class Node {
    private static final int READY_MILLIS = 500;

    private final String name;
    private final Path folder;
    private final String classPath;
    private final Map<String, String> environment;
    private final int http = freePort();
    private final int management = freePort();
    private final ShiftedWall wall;
    private Process process;

    /** @param classPath with what is laid over the server's classes in front */
    Node(String name, Path folder, String classPath, Map<String, String> environment) throws IOException {
        this.name = name;
        this.folder = folder;
        this.classPath = classPath;
        this.environment = environment;
        this.wall = ShiftedWall.create(folder.resolve(name + ".clock"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it; it is ready some seconds later. */
    synchronized void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dwalaa.proof.clock=" + folder.resolve(name + ".clock"),
                "-cp",
                classPath,
                "io.walaa.Main"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("WALAA_"));
        builder.environment().putAll(environment);
        builder.environment().put("WALAA_HTTP_PORT", Integer.toString(http));
        builder.environment().put("WALAA_MANAGEMENT_PORT", Integer.toString(management));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again; not ready yet. */
    boolean restart() {
        start();
        return false;
    }

    int port() {
        return http;
    }

    ShiftedWall wall() {
        return wall;
    }

    /** Ends it as if its machine had stopped. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** Ends it without waiting for its end. */
    void signalKill() {
        process.destroyForcibly();
    }

    /** Stops it between any two of its steps; {@link #thaw} lets it go on. */
    synchronized void freeze() {
        signal("-STOP");
    }

    synchronized void thaw() {
        signal("-CONT");
    }

    private void signal(String which) {
        if (process.isAlive()) {
            SystemProgram.run("kill", which, Long.toString(process.pid()));
        }
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    /** Whether it says that it is ready. */
    boolean ready() {
        try {
            HttpURLConnection asked = (HttpURLConnection) URI.create("http://127.0.0.1:" + management + "/health/ready")
                    .toURL()
                    .openConnection();
            asked.setConnectTimeout(READY_MILLIS);
            asked.setReadTimeout(READY_MILLIS);
            return asked.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
