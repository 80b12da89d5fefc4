package io.walaa.store.embedded;

import io.walaa.config.Settings;
import io.walaa.config.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Redis and the Postgres that the settings mean; what they do not name is started in the data folder. */
public final class OpenStores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStores.class);

    private final URI redis;
    private final URI postgres;
    private final Deque<AutoCloseable> opened;

    private OpenStores(URI redis, URI postgres, Deque<AutoCloseable> opened) {
        this.redis = redis;
        this.postgres = postgres;
        this.opened = opened;
    }

    /**
     * Opens them for a server: a data folder that is needed is this process's alone.
     *
     * @param settings where they are
     * @return both, answering if embedded, untried if not
     * @throws StartRefused if an embedded one does not start
     */
    public static OpenStores open(Settings settings) {
        var wanted = settings.stores();
        if (wanted.redis().isPresent() && wanted.postgres().isPresent()) {
            return new OpenStores(wanted.redis().get(), wanted.postgres().get(), new ArrayDeque<>());
        }
        return start(DataFolder.open(settings.dataFolder()), wanted);
    }

    /**
     * Opens them for a command, which may run beside a server on the same data folder and then uses its stores.
     *
     * @param settings where they are
     * @return both
     * @throws StartRefused if an embedded one neither runs nor starts
     */
    public static OpenStores join(Settings settings) {
        var wanted = settings.stores();
        var running = RunningStores.read(settings.dataFolder().toAbsolutePath());
        if (running.isPresent()) {
            return new OpenStores(
                    wanted.redis().orElse(running.get().redis()),
                    wanted.postgres().orElse(running.get().postgres()),
                    new ArrayDeque<>());
        }
        return open(settings);
    }

    private static OpenStores start(DataFolder folder, Settings.Stores wanted) {
        var opened = new ConcurrentLinkedDeque<AutoCloseable>();
        opened.push(folder);
        try {
            RunningStores.forget(folder.path());
            var programs = new Programs(folder.path().resolve("bin"));
            var password = folder.password();
            // beside each other: a first Postgres takes a second or two
            var later = CompletableFuture.supplyAsync(
                    () -> wanted.postgres()
                            .orElseGet(() -> keep(
                                    "Postgres", EmbeddedPostgres.start(folder.path(), programs, password), opened)),
                    task -> new Thread(task, "walaa-start-postgres").start());
            URI redis;
            try {
                redis = wanted.redis()
                        .orElseGet(() -> keep(
                                "Redis",
                                EmbeddedRedis.start(folder.path(), programs, password, wanted.embeddedRedisMegabytes()),
                                opened));
            } finally {
                // even after a failure: nothing may go on starting when everything else is stopped
                later.handle((url, failure) -> url).join();
            }
            var urls = new RunningStores(redis, later.join());
            urls.write(folder.path());
            opened.push(() -> RunningStores.forget(folder.path()));
            return new OpenStores(urls.redis(), urls.postgres(), opened);
        } catch (CompletionException failed) {
            closeAll(opened);
            throw failed.getCause() instanceof StartRefused refused ? refused : failed;
        } catch (IOException unwritable) {
            closeAll(opened);
            throw new StartRefused("The data folder " + folder.path() + " cannot be written.", unwritable);
        } catch (RuntimeException failed) {
            closeAll(opened);
            throw failed;
        }
    }

    private static URI keep(String name, EmbeddedStore store, Deque<AutoCloseable> opened) {
        KeptStore kept = new KeptStore(name, store);
        opened.push(kept);
        return kept.url();
    }

    /** How often embedded stores died under this process and were started again. */
    public long restarts() {
        return opened.stream()
                .mapToLong(each -> each instanceof KeptStore kept ? kept.restarts() : 0)
                .sum();
    }

    /**
     * The Redis of this process.
     *
     * @return its URL, with the password
     */
    public URI redis() {
        return redis;
    }

    /**
     * The Postgres of this process.
     *
     * @return its URL, with user and password
     */
    public URI postgres() {
        return postgres;
    }

    /** Stops what was started here and frees the data folder, last first. */
    @Override
    public void close() {
        closeAll(opened);
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        for (var next = opened.poll(); next != null; next = opened.poll()) {
            try {
                next.close();
            } catch (Exception stillClosesTheRest) {
                LOG.warn("Could not close {}", next, stillClosesTheRest);
            }
        }
    }
}
