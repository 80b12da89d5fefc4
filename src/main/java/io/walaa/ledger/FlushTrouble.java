package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.journal.Fenced;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the flusher does when a partition cannot be flushed: validate it, set it aside, or try again later. */
final class FlushTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(FlushTrouble.class);
    /**
     * SQLSTATE classes of a server that cannot do it now: connection, transaction, resources, locks, operator, system.
     */
    private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");
    /** A row outside of all ranges. */
    private static final String CHECK_VIOLATION = "23514";

    private final Flusher.Validation validation;
    private final LedgerMonths months;
    private final String node;
    private final Runnable wake;

    FlushTrouble(Flusher.Validation validation, LedgerMonths months, String node, Runnable wake) {
        this.validation = validation;
        this.months = months;
        this.node = node;
        this.wake = wake;
    }

    /** Whether the failure is about Postgres or the way to it, and says nothing about what was written. */
    static boolean passing(Throwable failure) {
        if (failure instanceof FlushRefused) {
            return false;
        }
        return !(failure instanceof PgException refused)
                || PASSING.contains(refused.getSqlState().substring(0, 2));
    }

    /** Reading the journal failed. */
    Future<Void> unread(SqlConnection connection, FlushedPartition partition, Throwable failure) {
        if (failure instanceof FlushGather.Discontinuous || failure instanceof Fenced) {
            return ask(partition, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof FlushRefused) {
            return setAside(connection, partition, failure);
        }
        LOG.debug("partition {}: the journal does not answer", partition.partition(), failure);
        return Future.succeededFuture();
    }

    /** Writing one partition alone failed. */
    Future<Void> unwritten(SqlConnection connection, FlushedPartition partition, PartitionRun run, Throwable failure) {
        partition.doubt();
        if (passing(failure)) {
            LOG.warn("partition {}: not flushed for now: {}", partition.partition(), failure.getMessage());
            return Future.succeededFuture();
        }
        if (failure instanceof FlushRefused refused && refused.isStale()) {
            return stale(connection, partition, run);
        }
        if (failure instanceof PgException refused && CHECK_VIOLATION.equals(refused.getSqlState())) {
            return months.ensure(Instant.ofEpochMilli(run.last().postedAt()))
                    .transform(made -> Future.<Void>succeededFuture());
        }
        return overtaken(connection, run)
                .compose(overtaken ->
                        overtaken ? stale(connection, partition, run) : setAside(connection, partition, failure));
    }

    /**
     * What another node has flushed meanwhile is refused too, as rows that are there already: that is nobody's fault.
     */
    private static Future<Boolean> overtaken(SqlConnection connection, PartitionRun run) {
        return PartitionStateTable.read(connection, new Integer[] {run.partition()})
                .map(rows ->
                        rows.get(0).lastSeq() != run.before() || rows.get(0).generation() != run.generation());
    }

    /** Another node flushed it, or it was validated meanwhile. */
    private Future<Void> stale(SqlConnection connection, FlushedPartition partition, PartitionRun run) {
        return PartitionStateTable.read(connection, new Integer[] {partition.partition()})
                .compose(rows -> {
                    PartitionRow row = rows.get(0);
                    boolean mine = node.equals(row.owner()) && row.quarantine() == null;
                    if (mine && row.generation() != run.generation()) {
                        return ask(
                                partition,
                                "read under generation " + run.generation() + ", Postgres has " + row.generation());
                    }
                    return Future.succeededFuture();
                });
    }

    private Future<Void> ask(FlushedPartition partition, String why) {
        LOG.warn("partition {}: to be validated: {}", partition.partition(), why);
        partition.pause(true);
        validation.validate(partition.partition(), why).onComplete(validated -> {
            partition.pause(false);
            if (validated.succeeded()) {
                wake.run();
            } else {
                LOG.warn("partition {}: not validated", partition.partition(), validated.cause());
            }
        });
        return Future.succeededFuture();
    }

    private Future<Void> setAside(SqlConnection connection, FlushedPartition partition, Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        LOG.error(
                "partition {}: set aside after sequence {}, its entries stay in the journal until it is settled: {}",
                partition.partition(),
                partition.lastSeq(),
                reason);
        partition.doubt();
        return PartitionStateTable.quarantine(connection, partition.partition(), reason);
    }

    /** All partitions of a batch whose outcome is not known. */
    static void doubt(List<FlushedPartition> partitions) {
        partitions.forEach(FlushedPartition::doubt);
    }
}
