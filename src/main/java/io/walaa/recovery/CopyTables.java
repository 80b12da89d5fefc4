package io.walaa.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * The database's tables by COPY, over JDBC because the asynchronous client does not speak it. All but what belongs to a
 * running node and to the migrations.
 */
final class CopyTables {
    private static final String TABLES = """
            SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND a.attgenerated = '' AND c.relname NOT IN ('flusher_node', 'flyway_schema_history')
            GROUP BY c.relname ORDER BY c.relname
            """;
    private static final String REFERENCES = """
            SELECT DISTINCT c.relname || ' ' || p.relname
            FROM pg_constraint r JOIN pg_class c ON c.oid = r.conrelid JOIN pg_class p ON p.oid = r.confrelid
            WHERE r.contype = 'f' AND c.oid <> p.oid
            """;
    private static final String RANGES = """
            SELECT 'CREATE TABLE IF NOT EXISTS ' || quote_ident(c.relname) || ' PARTITION OF '
                   || quote_ident(p.relname) || ' ' || pg_get_expr(c.relpartbound, c.oid)
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
            WHERE c.relkind = 'r' ORDER BY 1
            """;

    private final Connection connection;

    CopyTables(Connection connection) {
        this.connection = connection;
    }

    /** Tables with their columns, those that others refer to first. */
    Map<String, String> tables() throws SQLException {
        Map<String, String> left = pairs(TABLES);
        List<String> references = texts(REFERENCES);
        Map<String, String> tables = new LinkedHashMap<>();
        while (!left.isEmpty()) {
            List<String> next = left.keySet().stream()
                    .filter(table ->
                            left.keySet().stream().noneMatch(other -> references.contains(table + " " + other)))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables refer to each other: " + left.keySet());
            }
            next.forEach(table -> tables.put(table, left.remove(table)));
        }
        return tables;
    }

    private Map<String, String> pairs(String sql) throws SQLException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
        }
        return pairs;
    }

    /** Statements that make the ranges of the partitioned tables as they are now. */
    List<String> ranges() throws SQLException {
        return texts(RANGES);
    }

    /** The first column of a query. */
    List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Copies a table's rows out; how many. */
    long out(String table, String columns, OutputStream to) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT " + columns + " FROM " + table + ") TO STDOUT (FORMAT binary)", to);
    }

    /** Copies rows in that {@link #out} gave. */
    long in(String table, String columns, InputStream from) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + columns + ") FROM STDIN (FORMAT binary)", from);
    }
}
