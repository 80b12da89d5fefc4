package io.walaa.ledger;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/** A partition as Postgres has it. */
record PartitionRow(
        int partition,
        long lastSeq,
        String lastCommit,
        Buffer chain,
        long generation,
        @Nullable String owner,
        @Nullable String quarantine) {

    static PartitionRow of(Row row) {
        return new PartitionRow(
                row.getInteger("partition"),
                row.getLong("last_seq"),
                row.getString("last_commit"),
                row.getBuffer("chain"),
                row.getLong("gen"),
                row.getString("owner"),
                row.getString("quarantine"));
    }
}
