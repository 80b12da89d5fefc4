package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of Postgres, which all nodes share, without asking it each time.
 *
 * <p>Every 10 s it asks and takes the answer as true for the middle of the round trip. In between, and while Postgres
 * is down, it counts on with the monotonic clock. Where the wall clock moves by more than a second against the
 * monotonic one (somebody set it, or the machine slept) the last answer can no longer be trusted, and
 * {@link #isMeasured()} says so until the next one.
 */
public final class PostgresClock implements InstantSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresClock.class);
    private static final Duration JUMP_MAX = Duration.ofSeconds(1);
    private static final int LOOK_INTERVAL_MILLIS = 500;
    private static final int LOOKS_PER_MEASUREMENT = 20;

    /** Postgres's time and the wall's at one instant of the monotonic clock. */
    private record Measurement(Instant postgres, Instant wall, long nanos, long roundTripNanos) {

        Instant at(long later) {
            return postgres.plusNanos(later - nanos);
        }

        Duration wallMovedAgainstMonotonic(Instant wallLater, long later) {
            return Duration.between(wall.plusNanos(later - nanos), wallLater);
        }

        Measurement better(Measurement other) {
            return other.roundTripNanos < roundTripNanos ? other : this;
        }
    }

    private final Vertx vertx;
    private final Pool postgres;
    private final LongSupplier monotonicNanos;
    private final InstantSource wall;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final long timer;
    private volatile Measurement last;
    private volatile boolean trusted;
    private int looks;

    PostgresClock(Vertx vertx, Pool postgres, LongSupplier monotonicNanos, InstantSource wall) {
        this.vertx = vertx;
        this.postgres = postgres;
        this.monotonicNanos = monotonicNanos;
        this.wall = wall;
        var now = wall.instant();
        this.last = new Measurement(now, now, monotonicNanos.getAsLong(), Long.MAX_VALUE);
        this.timer = vertx.setPeriodic(LOOK_INTERVAL_MILLIS, ignored -> look());
    }

    /**
     * Starts to measure.
     *
     * @param vertx whose timer asks
     * @param postgres one connection of it is used for a moment every 10 s
     * @return a clock that was measured once; fails if Postgres does not answer
     */
    public static Future<PostgresClock> start(Vertx vertx, Pool postgres) {
        var clock = new PostgresClock(vertx, postgres, System::nanoTime, InstantSource.system());
        return clock.measure().map(clock).onFailure(unreachable -> clock.close());
    }

    /**
     * What Postgres's clock shows now, as well as we know.
     *
     * @return an instant, to the microsecond or so of the round trip's asymmetry
     */
    @Override
    public Instant instant() {
        return last.at(monotonicNanos.getAsLong());
    }

    /**
     * Whether {@link #instant()} can be relied on. False before the first answer and after the local clock has jumped.
     *
     * @return whether this node may decide by it
     */
    public boolean isMeasured() {
        return trusted;
    }

    /**
     * How far Postgres's clock is ahead of the wall clock of this machine.
     *
     * @return negative if it is behind
     */
    public Duration offset() {
        return Duration.between(wall.instant(), instant());
    }

    /** Runs on one event loop, so its count needs no lock. */
    private void look() {
        looks++;
        var moved = last.wallMovedAgainstMonotonic(wall.instant(), monotonicNanos.getAsLong());
        if (trusted && moved.abs().compareTo(JUMP_MAX) > 0) {
            LOG.warn("The local clock jumped by {} ms; not ready until Postgres was asked again", moved.toMillis());
            trusted = false;
        }
        if (!trusted || looks % LOOKS_PER_MEASUREMENT == 0) {
            measure().onFailure(down -> LOG.debug("Postgres did not tell the time", down));
        }
    }

    /** The fastest of three answers, because the slack of an answer is half of its round trip. */
    Future<Void> measure() {
        if (!asking.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        return postgres.withConnection(connection -> ask(connection)
                        .compose(first -> ask(connection).map(first::better))
                        .compose(best -> ask(connection).map(best::better)))
                .<Void>map(best -> {
                    last = best;
                    trusted = true;
                    return null;
                })
                .onComplete(ignored -> asking.set(false));
    }

    private Future<Measurement> ask(SqlConnection connection) {
        long asked = monotonicNanos.getAsLong();
        return connection.query("select clock_timestamp()").execute().map(rows -> {
            var told = rows.iterator().next().getOffsetDateTime(0).toInstant();
            long answered = monotonicNanos.getAsLong();
            long roundTrip = answered - asked;
            return new Measurement(told.plusNanos(roundTrip / 2), wall.instant(), answered, roundTrip);
        });
    }

    /** Stops measuring. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
