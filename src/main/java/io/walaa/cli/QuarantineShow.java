package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.journal.Entry;
import io.walaa.journal.EntryBody;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Partitions;
import io.walaa.recovery.SetAside;
import io.walaa.store.redis.RedisNodes;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Shows both histories of each partition that is set aside. */
public final class QuarantineShow extends StoresCommand {
    private static final int SHOWN = 20;

    @Override
    public String words() {
        return "quarantine show";
    }

    @Override
    public String usage() {
        return " shows partitions whose histories in Redis and Postgres differ";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    Future<Integer> run(CommandLine line, RedisNodes redis, Pool postgres, Partitions partitions) {
        return new SetAside(redis, postgres, partitions).all().map(cases -> {
            if (cases.isEmpty()) {
                System.out.println("No partition is set aside.");
            }
            cases.forEach(QuarantineShow::print);
            return 0;
        });
    }

    private static void print(SetAside.Case one) {
        System.out.printf("Partition %d, set aside %s: %s%n", one.partition(), one.since(), one.reason());
        System.out.printf("  Postgres ends at %d, Redis at %d%n", one.ledgerSeq(), one.redisSeq());
        if (one.common() < 0) {
            System.out.println("  They have no entry in common that Redis still holds.");
        } else {
            System.out.printf("  They agree up to %d.%n", one.common());
        }
        print("Only in Postgres", one.ledgerOnly());
        print("Only in Redis", one.redisOnly());
        System.out.printf(
                "  To settle: quarantine settle %d --keep ledger%s%n",
                one.partition(), one.common() < 0 ? "" : ", or --keep redis");
    }

    private static void print(String title, List<JournalEntry> entries) {
        System.out.printf("  %s: %d%n", title, entries.size());
        entries.stream().limit(SHOWN).forEach(QuarantineShow::print);
        if (entries.size() > SHOWN) {
            System.out.printf("    and %d more%n", entries.size() - SHOWN);
        }
    }

    private static void print(JournalEntry stored) {
        try {
            Entry entry = EntryBody.read(stored);
            System.out.printf(
                    "    %d  %s  %s  %s  %s%n",
                    stored.position().seq(),
                    Instant.ofEpochMilli(entry.postedAt()),
                    entry.programme(),
                    entry.member().value(),
                    entry.decision().type());
        } catch (IllegalArgumentException unreadable) {
            System.out.printf("    %d  cannot be read%n", stored.position().seq());
        }
    }
}
