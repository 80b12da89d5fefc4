package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Writes a batch in one transaction. All statements go out at once and wait for one answer; the WHERE of the
 * partitions' rows is the fence: what was read under another generation or after another sequence is never kept.
 */
final class FlushTransaction {
    private static final String ABORTED = "25P02";

    private final OperationTable operations;

    FlushTransaction(OperationTable operations) {
        this.operations = operations;
    }

    /** Writes all of the batch or nothing; gives the number of duplicates found. */
    Future<Integer> write(SqlConnection connection, FlushBatch batch) {
        return write(connection, batch, false)
                .recover(failure -> OperationTable.isDuplicate(failure)
                        ? write(connection, batch, true)
                        : Future.failedFuture(failure));
    }

    private Future<Integer> write(SqlConnection connection, FlushBatch batch, boolean duplicatesExpected) {
        Collection<MemberFold> members;
        try {
            members = MemberFold.of(batch.entries());
        } catch (FlushRefused refused) {
            return Future.failedFuture(refused);
        }
        List<Future<?>> writes = new ArrayList<>(8);
        writes.add(connection.query("BEGIN").execute());
        writes.add(EntryTable.insert(connection, batch.entries()));
        writes.add(TransferTable.insert(connection, batch.entries()));
        writes.add(MemberStateTable.write(connection, members));
        writes.add(PageTable.write(connection, members));
        writes.add(AccountTotalTable.add(connection, batch.entries()));
        Future<Integer> duplicates = duplicatesExpected
                ? operations.insertNew(connection, batch.entries())
                : operations.insert(connection, batch.entries());
        writes.add(duplicates);
        writes.add(PartitionStateTable.advance(connection, batch.runs()));
        return Future.join(writes)
                .<Void>mapEmpty()
                .recover(failed -> Future.failedFuture(cause(writes)))
                .compose(
                        written -> connection.query("COMMIT").execute(),
                        failure -> connection
                                .query("ROLLBACK")
                                .execute()
                                .transform(undone -> Future.failedFuture(failure)))
                .map(committed -> duplicates.result());
    }

    /** The failure that aborted the transaction, not those of the statements behind it. */
    private static Throwable cause(List<Future<?>> writes) {
        Throwable cause = null;
        for (Future<?> write : writes) {
            boolean behind = write.cause() instanceof PgException refused && ABORTED.equals(refused.getSqlState());
            if (write.failed() && (cause == null || !behind)) {
                cause = write.cause();
                if (!behind) {
                    break;
                }
            }
        }
        return Objects.requireNonNull(cause);
    }
}
