package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.config.StartRefused;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Partitions;
import io.walaa.recovery.SetAside;
import io.walaa.store.redis.RedisNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** Settles which history of a partition counts; the other one is kept in a file. */
public final class QuarantineSettle extends StoresCommand {
    @Override
    public String words() {
        return "quarantine settle";
    }

    @Override
    public String usage() {
        return "PARTITION --keep ledger|redis [--save FILE]  settles it; what does not count goes to the file";
    }

    @Override
    public Set<String> options() {
        return Set.of("keep", "save");
    }

    @Override
    Future<Integer> run(CommandLine line, RedisNodes redis, Pool postgres, Partitions partitions) {
        int partition = partition(line, partitions);
        SetAside.Keep keep = switch (line.required("keep")) {
            case "ledger" -> SetAside.Keep.LEDGER;
            case "redis" -> SetAside.Keep.REDIS;
            default -> throw new StartRefused("--keep is ledger or redis.");
        };
        Path file = Path.of(line.options().getOrDefault("save", "walaa-partition-" + partition + ".ndjson"));
        if (Files.exists(file)) {
            throw new StartRefused("There is a file " + file + " already; --save names another.");
        }
        return new SetAside(redis, postgres, partitions)
                .settle(partition, keep, entries -> save(entries, file))
                .map(dropped -> {
                    System.out.printf("Partition %d goes on from %s.%n", partition, line.required("keep"));
                    System.out.printf("%d entries do not count any more; they are in %s.%n", dropped, file);
                    return 0;
                })
                .recover(refused -> {
                    System.err.println(refused.getMessage());
                    return Future.succeededFuture(1);
                });
    }

    private static int partition(CommandLine line, Partitions partitions) {
        String expected = "A partition is needed, 0 to " + (partitions.count() - 1) + "; quarantine show lists them.";
        if (line.values().size() != 1 || !line.values().get(0).matches("[0-9]{1,3}")) {
            throw new StartRefused(expected);
        }
        int partition = Integer.parseInt(line.values().get(0));
        if (partition >= partitions.count()) {
            throw new StartRefused(expected);
        }
        return partition;
    }

    private static void save(List<JournalEntry> entries, Path file) {
        try {
            Files.write(file, entries.stream().map(JournalEntry::body).toList(), StandardOpenOption.CREATE_NEW);
        } catch (IOException unwritable) {
            throw new StartRefused("The file " + file + " cannot be written: " + unwritable.getMessage(), unwritable);
        }
    }
}
