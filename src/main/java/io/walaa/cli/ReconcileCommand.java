package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.config.StartRefused;
import io.walaa.journal.Partitions;
import io.walaa.ledger.Finding;
import io.walaa.ledger.Refold;
import io.walaa.recovery.Reconcile;
import io.walaa.recovery.Repair;
import io.walaa.store.redis.RedisNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares all that the ledger and Redis have of the members with the ledger's entries, and repairs it if told to. */
public final class ReconcileCommand extends StoresCommand {
    private static final int ROUNDS = 3;

    @Override
    public String words() {
        return "reconcile";
    }

    @Override
    public String usage() {
        return "[--repair yes]  compares members, pages and totals with the ledger's entries";
    }

    @Override
    public Set<String> options() {
        return Set.of("repair");
    }

    @Override
    Future<Integer> run(CommandLine line, RedisNodes redis, Pool postgres, Partitions partitions) {
        String repair = line.options().getOrDefault("repair", "no");
        if (!line.values().isEmpty() || !Set.of("yes", "no").contains(repair)) {
            throw new StartRefused("It is: reconcile, or reconcile --repair yes.");
        }
        Run run = new Run(redis, postgres, partitions, repair.equals("yes"));
        return run.ledger(0)
                .compose(done -> run.redis(ROUNDS))
                .map(left -> run.repair ? (left == 0 ? 0 : 1) : (left + run.findings == 0 ? 0 : 1));
    }

    private static final class Run {
        private final Pool postgres;
        private final Partitions partitions;
        private final boolean repair;
        private final Repair repairs;
        private final Reconcile reconcile;
        private int findings;

        Run(RedisNodes redis, Pool postgres, Partitions partitions, boolean repair) {
            this.postgres = postgres;
            this.partitions = partitions;
            this.repair = repair;
            this.repairs = new Repair(redis, postgres, partitions);
            this.reconcile = new Reconcile(redis, postgres, partitions);
        }

        Future<Void> ledger(int partition) {
            if (partition == partitions.count()) {
                System.out.printf("Ledger: %d differences from its entries.%n", findings);
                return Future.succeededFuture();
            }
            return postgres.withConnection(connection -> connection
                            .query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                            .execute()
                            .compose(begun -> Refold.differences(connection, partition))
                            .eventually(() -> connection.query("ROLLBACK").execute()))
                    .compose(found -> {
                        found.forEach(Run::print);
                        findings += found.size();
                        return found.isEmpty() || !repair
                                ? Future.<Void>succeededFuture()
                                : repairs.ledger(partition)
                                        .onSuccess(done -> System.out.printf(
                                                "  partition %d: written anew from its entries%n", partition));
                    })
                    .compose(done -> ledger(partition + 1));
        }

        private static void print(Finding finding) {
            System.out.printf(
                    "  partition %d, %s, programme %s: %s%n",
                    finding.partition(), finding.what(), finding.programme(), finding.detail());
        }

        /** The number of members that differ at the end. */
        Future<Integer> redis(int rounds) {
            List<Reconcile.Drift> drifts = new ArrayList<>();
            return look("0", 0, drifts).compose(compared -> {
                System.out.printf("Redis: %d members compared, %d differ from the ledger.%n", compared, drifts.size());
                drifts.forEach(drift -> System.out.printf(
                        "  programme %s, member %s: %s%n",
                        drift.programme(), drift.member(), String.join(", ", drift.fields())));
                if (drifts.isEmpty() || !repair || rounds == 0) {
                    return Future.succeededFuture(drifts.size());
                }
                return repairs.hot(drifts).compose(done -> redis(rounds - 1));
            });
        }

        private Future<Integer> look(String cursor, int before, List<Reconcile.Drift> drifts) {
            return reconcile.look(cursor).compose(look -> {
                drifts.addAll(look.drifts());
                int compared = before + look.compared();
                return look.cursor().equals("0")
                        ? Future.succeededFuture(compared)
                        : look(look.cursor(), compared, drifts);
            });
        }
    }
}
