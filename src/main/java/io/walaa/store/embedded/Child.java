package io.walaa.store.embedded;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.walaa.config.StartRefused;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process that we started, or one that an earlier, killed server of ours left over. */
final class Child {
    private static final long LOG_BYTES_MAX = 8 << 20;

    /** Asks politely; returns whether the process is gone or on its way. */
    interface Farewell {
        void say(ProcessHandle process) throws IOException, InterruptedException;
    }

    private final String name;
    private final ProcessHandle handle;
    private final Path log;

    private Child(String name, ProcessHandle handle, Path log) {
        this.name = name;
        this.handle = handle;
        this.log = log;
    }

    /**
     * Starts a program in a session of its own: Ctrl-C in a terminal signals a whole process group, and the stores must
     * outlive the server that still writes to them. Where there is no {@code setsid} (macOS) both stop orderly at once.
     */
    static Child start(String name, List<String> command, Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.delete(log);
        }
        var line = new ArrayList<String>();
        if (onPath("setsid")) {
            line.add("setsid");
        }
        line.addAll(command);
        var process = new ProcessBuilder(line)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Child(name, process.toHandle(), log);
    }

    /**
     * Every living process whose command line has these arguments in this order. They name our data folder, so a number
     * in an old pid file that now belongs to somebody else is never taken for ours.
     */
    static List<Child> leftOver(String name, List<String> arguments, Path log) {
        var wanted = String.join(" ", arguments);
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(given -> (String.join(" ", given) + " ").contains(wanted + " "))
                        .orElse(false))
                .map(process -> new Child(name, process, log))
                .toList();
    }

    static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    ProcessHandle handle() {
        return handle;
    }

    boolean alive() {
        return handle.isAlive();
    }

    /** Says farewell, waits, and kills what has not gone by then: both stores recover from that by their own log. */
    void stop(Farewell farewell, Duration patience) {
        if (!alive()) {
            return;
        }
        try {
            farewell.say(handle);
            handle.onExit().get(patience.toMillis(), MILLISECONDS);
        } catch (TimeoutException | ExecutionException | IOException stubborn) {
            handle.destroyForcibly();
        } catch (InterruptedException interrupted) {
            handle.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Why it did not start, with the last words of its log. */
    StartRefused refused(String reason) {
        return new StartRefused("The embedded " + name + " " + reason + " (" + log + ": " + lastWords() + ").");
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.isEmpty() ? "empty" : lines.get(lines.size() - 1).trim();
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
