package io.walaa.cli;

import io.walaa.config.Settings;
import io.walaa.config.StartRefused;
import io.walaa.recovery.Backup;
import io.walaa.store.embedded.OpenStores;
import io.walaa.store.postgres.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/** Writes all that Postgres has into one file, while servers run. */
public final class BackupCommand implements Command {
    @Override
    public String words() {
        return "backup";
    }

    @Override
    public String usage() {
        return "FILE  writes the ledger and the directory into one file, while servers run";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public int run(CommandLine line, Settings settings) throws Exception {
        if (line.values().size() != 1) {
            throw new StartRefused("One file is needed: backup FILE.");
        }
        Path file = Path.of(line.values().get(0)).toAbsolutePath();
        if (Files.exists(file)) {
            throw new StartRefused("There is a file " + file + " already.");
        }
        Path folder = Objects.requireNonNull(file.getParent());
        if (!Files.isWritable(folder)) {
            throw new StartRefused("There is no folder " + folder + " to write to.");
        }
        try (OpenStores stores = OpenStores.join(settings)) {
            Backup.Contents contents = Backup.write(new PostgresAddress(stores.postgres()), file);
            System.out.printf(
                    "%s holds the ledger up to %s, %d entries.%n", file, contents.position(), contents.entries());
            return 0;
        } catch (SQLException | IOException failed) {
            throw new StartRefused("No backup was made: " + failed.getMessage(), failed);
        }
    }
}
