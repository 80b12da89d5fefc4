package io.walaa.proof;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.walaa.store.embedded.EmbeddedPostgres;
import io.walaa.store.embedded.EmbeddedRedis;
import io.walaa.store.postgres.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A Redis and a Postgres that can be killed, emptied and set back. */
final class Stores implements AutoCloseable {
    static final String PASSWORD = "secret";
    private static final int REDIS_MEGABYTES = 256;
    private static final String FILES = "appendonlydir";

    private final Vertx vertx;
    private final Path folder;
    private final io.walaa.store.embedded.Programs programs;
    private EmbeddedRedis redis;
    private EmbeddedPostgres postgres;

    Stores(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
        this.programs = new io.walaa.store.embedded.Programs(Path.of("target/programs"));
        startRedis();
        startPostgres();
    }

    synchronized void startRedis() {
        redis = EmbeddedRedis.start(folder, programs, PASSWORD, REDIS_MEGABYTES);
    }

    synchronized void startPostgres() {
        postgres = EmbeddedPostgres.start(folder, programs, PASSWORD);
    }

    int redisPort() {
        return redis.url().getPort();
    }

    int postgresPort() {
        return postgres.url().getPort();
    }

    boolean redisAlive() {
        return redis.process().isAlive();
    }

    boolean postgresAlive() {
        return postgres.process().isAlive();
    }

    /** Connections of our own, past the wires. */
    Pool pool() {
        return io.walaa.store.postgres.PostgresPool.create(
                vertx, "proof", new PostgresAddress(postgres.url()).options(), 2);
    }

    Redis redis() {
        return Redis.createClient(vertx, redis.url().toString());
    }

    synchronized void killRedis() {
        kill(List.of(redis.process()));
    }

    /** Ends Postgres with all its backends. */
    synchronized void killPostgres() {
        List<ProcessHandle> all = new ArrayList<>(List.of(postgres.process()));
        postgres.process().descendants().forEach(all::add);
        kill(all);
    }

    /** Ends the process behind one of the server's connections; Postgres then restarts all of them. */
    void killBackend(Random random) {
        Pool pool = pool();
        try {
            List<Long> backends = new ArrayList<>();
            for (Row row : pool.preparedQuery(
                            "SELECT pid FROM pg_stat_activity WHERE backend_type = $1 AND pid <> pg_backend_pid()")
                    .execute(Tuple.of("client backend"))
                    .await()) {
                backends.add(row.getInteger(0).longValue());
            }
            if (!backends.isEmpty()) {
                ProcessHandle.of(backends.get(random.nextInt(backends.size())))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (RuntimeException down) {
            // It is just coming back from another fault: then there is none to end.
        } finally {
            pool.close();
        }
    }

    /** Whether Postgres answers queries. */
    boolean postgresAnswers() {
        Pool pool = pool();
        try {
            pool.query("SELECT 1").execute().await();
            return true;
        } catch (RuntimeException notYet) {
            return false;
        } finally {
            pool.close();
        }
    }

    private static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    void flushAll() {
        Redis client = redis();
        client.send(Request.cmd(Command.FLUSHALL)).await();
        client.close();
    }

    /** Lets Redis's file grow by no more than so many bytes: the next write beyond ends it. */
    synchronized void limitFile(long bytes) {
        long largest =
                files(aof()).mapToLong(file -> file.toFile().length()).max().orElse(0);
        SystemProgram.run("prlimit", "--pid", Long.toString(redis.process().pid()), "--fsize=" + (largest + bytes));
    }

    /** Keeps a copy of what Redis has on disk. */
    synchronized Path copyRedis() {
        try {
            Path copy = Files.createTempDirectory(folder, "older");
            for (Path file : files(aof()).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills Redis and puts an older copy in place of its files. */
    synchronized void setBack(Path copy) {
        killRedis();
        try {
            for (Path file : files(aof()).toList()) {
                Files.delete(file);
            }
            for (Path file : files(copy).toList()) {
                Files.copy(file, aof().resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path aof() {
        return folder.resolve("redis").resolve(FILES);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        killRedis();
        killPostgres();
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
