package io.walaa.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Counts what a deployment's Postgres has. */
final class Ledger implements AutoCloseable {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int POLL_MILLIS = 10;

    private final Connection connection;
    private final PreparedStatement count;

    Ledger(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        count = connection.prepareStatement("select sum(last_seq) from partition_state");
    }

    long entries() throws SQLException {
        try (ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Waits until Postgres has this many entries, up to 20 s; gives how many it has. */
    long await(long entries) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        long there = entries();
        while (there < entries && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.sleep(POLL_MILLIS);
            there = entries();
        }
        return there;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
