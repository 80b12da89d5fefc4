package io.walaa.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts half a transaction off the end of Redis's append-only file before Redis reads it, with Redis's own checker. A
 * Redis 7.0 that was killed in the middle of writing one (a full disk) cuts off the last half command alone: the
 * transaction's beginning stays and is done at the next start together with what was written behind it.
 */
final class TornTail {
    private static final Logger LOG = LoggerFactory.getLogger(TornTail.class);
    private static final String MANIFEST = "appendonlydir/appendonly.aof.manifest";

    /** The server program is the checker when it is called by this name. */
    private static final String CHECKER = "redis-check-aof";

    /** What the checker says of a half transaction that has others behind it: all of them would be cut off. */
    private static final String BURIED = "Unexpected MULTI";

    private TornTail() {}

    /** Looks at the file in {@code folder}; one that cannot be checked is left to Redis. */
    static void cut(Path folder, Path redisServer) throws IOException {
        Path manifest = folder.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return;
        }
        Path checker = folder.resolve(CHECKER);
        Files.deleteIfExists(checker);
        Files.createSymbolicLink(checker, redisServer.toAbsolutePath());
        try {
            look(manifest, checker);
        } finally {
            Files.delete(checker);
        }
    }

    private static void look(Path manifest, Path checker) throws IOException {
        String found = run(List.of(checker.toString(), manifest.toString()));
        if (found.isEmpty()) {
            return;
        }
        if (found.contains(BURIED)) {
            LOG.warn("Redis's file has half a transaction in its middle and is read as it is: {}", manifest);
            return;
        }
        String left = run(List.of(checker.toString(), "--fix", manifest.toString()));
        LOG.warn(
                "the end of Redis's file, which it had not finished writing, {}: {}",
                left.isEmpty() ? "is cut off" : "cannot be cut off",
                found.lines().filter(line -> line.startsWith("0x")).findFirst().orElse("see redis-check-aof"));
    }

    /** What the checker has to say; empty if all is well. */
    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write("y\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            LOG.debug("the checker asked nothing", ended);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0 ? "" : said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis's file was checked", e);
        }
    }
}
