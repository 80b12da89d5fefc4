package io.walaa.usecase.programme;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.Programme;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.store.postgres.ProgrammeTable.Version;
import io.walaa.usecase.Programmes;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active programmes of this node, compiled. It looks once a second whether another version is active and at once
 * when {@link #look} is called, as it is by a notice from Postgres. A version that does not load leaves the one before
 * it in place, and {@link #faults} says so.
 */
public final class NodeProgrammes implements Programmes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProgrammes.class);
    private static final int LOOK_MILLIS = 1_000;
    private static final int COMPILE_SECONDS_MAX = 60;

    /**
     * What this node has of a programme.
     *
     * @param active null if no version ever loaded here
     * @param fault of the version that should be active, null if it is
     */
    private record Loaded(
            @Nullable ActiveProgramme active, @Nullable Fault fault) {}

    /**
     * A version that should be active and does not load.
     *
     * @param version its number
     * @param reason for the log and health, in English
     */
    public record Fault(int version, String reason) {}

    private final Vertx vertx;
    private final Pool pool;
    private final WorkerExecutor compiler;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicLong wanted = new AtomicLong();
    private final long timer;

    private NodeProgrammes(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
        this.compiler = vertx.createSharedWorkerExecutor("walaa-programmes", 1, COMPILE_SECONDS_MAX, TimeUnit.SECONDS);
        this.timer = vertx.setPeriodic(LOOK_MILLIS, tick -> look());
    }

    /** Starts to follow the programmes; completes once all that are active now are loaded or have a fault. */
    public static Future<NodeProgrammes> start(Vertx vertx, Pool pool) {
        NodeProgrammes programmes = new NodeProgrammes(vertx, pool);
        return programmes.refresh().map(programmes).onFailure(failure -> programmes.close());
    }

    @Override
    public @Nullable ActiveProgramme active(String programme) {
        Loaded known = loaded.get(programme);
        return known == null ? null : known.active();
    }

    /** The ids of all active programmes. */
    public List<String> names() {
        return loaded.entrySet().stream()
                .filter(entry -> entry.getValue().active() != null)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What should be active and does not load, in one line; null when all is well. */
    public @Nullable String fault() {
        StringJoiner all = new StringJoiner("; ");
        faults().forEach((programme, fault) -> all.add("version " + fault.version() + " of " + programme
                + " does not load, the one before it stays: " + fault.reason()));
        return all.length() == 0 ? null : all.toString();
    }

    /** What should be active and does not load, by programme; empty when all is well. */
    public Map<String, Fault> faults() {
        Map<String, Fault> faults = new TreeMap<>();
        loaded.forEach((programme, known) -> {
            Fault fault = known.fault();
            if (fault != null) {
                faults.put(programme, fault);
            }
        });
        return faults;
    }

    /** Looks soon whether other versions are active; may be called as often as one likes, from any thread. */
    public void look() {
        wanted.incrementAndGet();
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        long before = wanted.get();
        refresh()
                .onFailure(failure -> LOG.debug("Postgres did not tell the active programmes", failure))
                .onComplete(done -> {
                    looking.set(false);
                    if (wanted.get() != before && done.succeeded()) {
                        look();
                    }
                });
    }

    private Future<Void> refresh() {
        return ProgrammeTable.actives(pool).compose(actives -> {
            Future<Void> done = Future.succeededFuture();
            for (Map.Entry<String, Integer> active : actives.entrySet()) {
                if (differs(active.getKey(), active.getValue())) {
                    done = done.compose(before -> load(active.getKey(), active.getValue()));
                }
            }
            return done;
        });
    }

    private boolean differs(String programme, int version) {
        Loaded known = loaded.get(programme);
        if (known == null) {
            return true;
        }
        Fault fault = known.fault();
        ActiveProgramme active = known.active();
        int stands = fault != null ? fault.version() : active != null ? active.version() : 0;
        return stands != version;
    }

    private Future<Void> load(String programme, int n) {
        return ProgrammeTable.version(pool, programme, n)
                .compose(version -> version == null
                        ? Future.succeededFuture()
                        : compiler.executeBlocking(() -> take(version)).mapEmpty());
    }

    @SuppressWarnings("CatchingUnchecked") // a stored document that breaks the reader is a fault of that version alone
    private Loaded take(Version version) {
        Loaded fresh;
        try {
            Programme programme = Documents.read(version).programme();
            fresh = new Loaded(new ActiveProgramme(programme, version.n()), null);
            LOG.info("Programme {} is at version {}", version.programme(), version.n());
        } catch (Exception e) {
            LOG.error("Version {} of programme {} does not load", version.n(), version.programme(), e);
            Fault fault = new Fault(version.n(), String.valueOf(e.getMessage()));
            fresh = new Loaded(active(version.programme()), fault);
        }
        loaded.put(version.programme(), fresh);
        return fresh;
    }

    /** Stops following. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
        compiler.close();
    }
}
