package io.walaa.cli;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.Settings;
import io.walaa.config.StartRefused;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Partitions;
import io.walaa.recovery.AcceptLoss;
import io.walaa.recovery.Backup;
import io.walaa.store.embedded.OpenStores;
import io.walaa.store.postgres.Migrations;
import io.walaa.store.postgres.PostgresAddress;
import io.walaa.store.postgres.PostgresPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Puts a backup in the place of what Postgres has. */
public final class RestoreCommand implements Command {
    private static final String ACCEPT = "accept-loss-after";

    @Override
    public String words() {
        return "restore";
    }

    @Override
    public String usage() {
        return "FILE [--accept-loss-after POSITION]  puts a backup in the place of what Postgres has";
    }

    @Override
    public Set<String> options() {
        return Set.of(ACCEPT);
    }

    @Override
    public int run(CommandLine line, Settings settings) throws Exception {
        if (line.values().size() != 1) {
            throw new StartRefused("One file is needed: restore FILE.");
        }
        Path file = Path.of(line.values().get(0)).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new StartRefused("There is no file " + file + ".");
        }
        Vertx vertx = Vertx.vertx();
        try (OpenStores stores = OpenStores.join(settings)) {
            PostgresAddress postgres = new PostgresAddress(stores.postgres());
            String accepted = line.options().get(ACCEPT);
            Backup.Contents contents = Backup.contents(file);
            if (accepted != null && !accepted.equals(contents.position())) {
                throw new StartRefused("This backup ends at " + contents.position() + ": say --accept-loss-after "
                        + contents.position() + " to lose what came after it.");
            }
            Migrations.run(vertx, postgres).await();
            Backup.restore(postgres, file);
            System.out.printf(
                    "Postgres has the ledger up to %s again, %d entries.%n", contents.position(), contents.entries());
            AcceptLoss.Outcome outcome = redis(vertx, stores, postgres, accepted != null, lostFile(file));
            say(outcome, contents.position(), accepted != null, lostFile(file));
            return outcome.cut() == 0 || accepted != null ? 0 : 1;
        } catch (Backup.Unusable | SQLException | IOException failed) {
            throw new StartRefused("Nothing was restored: " + failed.getMessage(), failed);
        } finally {
            vertx.close().await();
        }
    }

    private static AcceptLoss.Outcome redis(
            Vertx vertx, OpenStores stores, PostgresAddress address, boolean accept, Path lost) {
        Pool postgres = PostgresPool.create(vertx, "restore", address.options(), 3);
        return postgres.query("SELECT count(*) FROM partition_state")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .compose(count -> OpenRedis.with(
                        vertx,
                        stores.redis(),
                        redis -> new AcceptLoss(redis, postgres, new Partitions(count))
                                .run(accept, entries -> append(entries, lost))))
                .eventually(postgres::close)
                .await();
    }

    private static void say(AcceptLoss.Outcome outcome, String position, boolean accepted, Path lost) {
        System.out.printf(
                "Redis still holds %d entries from after it; they are flushed again when a server starts.%n",
                outcome.flushedAgain());
        if (outcome.cut() == 0) {
            System.out.println("Nothing is known to be lost.");
        } else if (accepted) {
            System.out.printf(
                    "In %d partitions what came after it is lost. %d entries that Redis still had of them are in %s.%n",
                    outcome.cut(), outcome.dropped(), lost);
        } else {
            System.out.printf(
                    "In %d partitions entries from after it are lost, so they are set aside. To go on without them: stop the"
                            + " servers, and restore with --accept-loss-after %s; or settle each, see quarantine show.%n",
                    outcome.cut(), position);
        }
    }

    private static Path lostFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".lost.ndjson");
    }

    private static void append(List<JournalEntry> entries, Path file) {
        try {
            Files.write(
                    file,
                    entries.stream().map(JournalEntry::body).toList(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new StartRefused("The file " + file + " cannot be written: " + unwritable.getMessage(), unwritable);
        }
    }
}
