package io.walaa.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.store.postgres.PostgresAddress;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The ledger and the directory in one file: a zip of {@code manifest.json} and one binary COPY per table, all of one
 * snapshot. Blocks; for commands.
 */
public final class Backup {
    private static final String MANIFEST = "manifest.json";
    private static final String SCHEMA = "SELECT max(version::int)::text FROM flyway_schema_history WHERE success";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Backup() {}

    /** Says in one sentence why a backup cannot be made or used. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String sentence) {
            super(sentence);
        }
    }

    /**
     * What a backup holds.
     *
     * @param position names the moment of its snapshot: what is after it is not in it
     * @param schema number of the database's last migration
     * @param entries of the ledger
     */
    public record Contents(String position, String schema, long entries) {
        static Contents of(JsonNode manifest) {
            return new Contents(
                    manifest.required("position").asText(),
                    manifest.required("schema").asText(),
                    manifest.required("tables")
                            .required("entry")
                            .required("rows")
                            .asLong());
        }
    }

    /** Writes one; servers may run. The file appears only when it is whole. */
    public static Contents write(PostgresAddress address, Path file) throws SQLException, IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (Connection connection = address.connect("walaa-backup");
                ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(unfinished))) {
            CopyTables tables = new CopyTables(connection);
            tables.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            ObjectNode manifest = JSON.createObjectNode();
            manifest.put("position", tables.texts("""
                            SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                            """).get(0));
            manifest.put("schema", tables.texts(SCHEMA).get(0));
            tables.ranges().forEach(manifest.withArray("ranges")::add);
            for (Map.Entry<String, String> table : tables.tables().entrySet()) {
                zip.putNextEntry(new ZipEntry(table.getKey()));
                long rows = tables.out(table.getKey(), table.getValue(), unclosed(zip));
                zip.closeEntry();
                manifest.withObject("/tables")
                        .withObject("/" + table.getKey())
                        .put("columns", table.getValue())
                        .put("rows", rows);
            }
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.closeEntry();
            zip.finish();
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return Contents.of(manifest);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** What a file holds. */
    public static Contents contents(Path file) throws IOException, Unusable {
        return Contents.of(manifest(file));
    }

    /**
     * Puts a backup in the place of all that the database has. Generations go on from the higher of both, so that
     * nothing under way is flushed into it.
     *
     * @param address a database that is migrated and that no server uses
     */
    public static Contents restore(PostgresAddress address, Path file) throws SQLException, IOException, Unusable {
        JsonNode manifest = manifest(file);
        Contents contents = Contents.of(manifest);
        try (Connection connection = address.connect("walaa-restore");
                ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            CopyTables tables = new CopyTables(connection);
            String schema = tables.texts(SCHEMA).get(0);
            if (!schema.equals(contents.schema())) {
                throw new Unusable("The backup is of database version " + contents.schema() + ", this program has "
                        + schema + ": restore it with the version that made it, then start the newer one.");
            }
            if (!tables.texts("SELECT node FROM flusher_node WHERE until > clock_timestamp()")
                    .isEmpty()) {
                throw new Unusable("A server runs on this database; stop it first.");
            }
            tables.execute("BEGIN");
            String generation = tables.texts("SELECT coalesce(max(gen), 0)::text FROM partition_state")
                    .get(0);
            for (JsonNode range : manifest.required("ranges")) {
                tables.execute(range.asText());
            }
            tables.execute("TRUNCATE " + String.join(", ", tables.tables().keySet()));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.getName().equals(MANIFEST)) {
                    load(tables, manifest, entry.getName(), zip);
                }
            }
            tables.execute("UPDATE partition_state SET gen = greatest(gen, " + Long.parseLong(generation)
                    + ") + 1, owner = NULL");
            tables.execute("COMMIT");
            return contents;
        }
    }

    private static void load(CopyTables tables, JsonNode manifest, String table, ZipInputStream zip)
            throws SQLException, IOException, Unusable {
        JsonNode told = manifest.required("tables").path(table);
        if (told.isMissingNode()) {
            throw new Unusable("The backup is damaged: " + table + " is not in its manifest.");
        }
        long rows = tables.in(table, told.required("columns").asText(), unclosed(zip));
        if (rows != told.required("rows").asLong()) {
            throw new Unusable("The backup is damaged: " + table + " has " + rows + " rows instead of "
                    + told.required("rows").asLong() + ".");
        }
    }

    private static JsonNode manifest(Path file) throws IOException, Unusable {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(MANIFEST)) {
                    return JSON.readTree(zip.readAllBytes());
                }
            }
        }
        throw new Unusable("The file " + file + " is no backup, or not a whole one.");
    }

    private static OutputStream unclosed(OutputStream to) {
        return new FilterOutputStream(to) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() {}
        };
    }

    private static InputStream unclosed(InputStream from) {
        return new FilterInputStream(from) {
            @Override
            public void close() {}
        };
    }
}
