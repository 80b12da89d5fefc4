package io.walaa.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.decision.Refusal;
import io.walaa.journal.EntryBody;
import io.walaa.journal.Position;
import io.walaa.journal.StateSource;
import io.walaa.usecase.ReverseEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reverses entries that the flusher marked as duplicates: their operation had been done before, and Redis had forgotten
 * it. Each is reversed under an id of its own, so that no node does it twice.
 */
public final class Duplicates {
    private static final Logger LOG = LoggerFactory.getLogger(Duplicates.class);
    private static final int PERIOD_MILLIS = 1_000;
    private static final int AT_ONCE = 50;
    private static final String OPEN = """
            SELECT d.partition, d.seq FROM duplicate d JOIN partition_state p ON p.partition = d.partition
            WHERE d.settled_at IS NULL AND p.owner = $1 ORDER BY d.posted_at LIMIT $2
            """;
    private static final String SETTLED =
            "UPDATE duplicate SET settled_at = clock_timestamp() WHERE partition = $1 AND seq = $2";

    private final Vertx vertx;
    private final SqlClient postgres;
    private final StateSource ledger;
    private final ReverseEntry reverse;
    private final String node;
    private final Counter reversed;
    private long timer;
    private boolean working;

    /** @param node as which this server holds the leases of its partitions */
    public Duplicates(
            Vertx vertx,
            SqlClient postgres,
            StateSource ledger,
            ReverseEntry reverse,
            String node,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.postgres = postgres;
        this.ledger = ledger;
        this.reverse = reverse;
        this.node = node;
        this.reversed = Counter.builder("walaa_duplicates_reversed")
                .description("entries that repeated an operation and were reversed")
                .register(registry);
    }

    public void start() {
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> sweep());
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (working) {
            return;
        }
        working = true;
        postgres.preparedQuery(OPEN)
                .execute(Tuple.of(node, AT_ONCE))
                .compose(rows -> {
                    Future<Void> done = Future.succeededFuture();
                    for (Row row : rows) {
                        Position position = new Position(row.getInteger(0), row.getLong(1));
                        done = done.compose(before -> settle(position));
                    }
                    return done;
                })
                .onFailure(failure -> LOG.debug("duplicates wait", failure))
                .onComplete(done -> working = false);
    }

    private Future<Void> settle(Position position) {
        return ledger.entry(position)
                .compose(stored -> stored == null
                        ? Future.failedFuture("a duplicate without an entry: " + position)
                        : reverse.undoDuplicate(EntryBody.read(stored)))
                .transform(receipt -> {
                    if (receipt.succeeded()) {
                        reversed.increment();
                        return Future.succeededFuture();
                    }
                    // what a reversal refuses for good, such as an entry that moved no points, needs none
                    boolean settled =
                            receipt.cause() instanceof Refusal refusal && refusal.kind() == Refusal.Kind.UNPROCESSABLE;
                    LOG.warn(
                            "the duplicate at {} was not reversed: {}",
                            position,
                            receipt.cause().toString());
                    return settled ? Future.succeededFuture() : Future.failedFuture(receipt.cause());
                })
                .compose(done -> postgres.preparedQuery(SETTLED)
                        .execute(Tuple.of(position.partition(), position.seq()))
                        .mapEmpty());
    }
}
