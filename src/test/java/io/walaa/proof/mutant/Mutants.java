package io.walaa.proof.mutant;

import io.walaa.proof.Scripts;
import java.util.ArrayList;
import java.util.List;

/** Every rule that must not be dropped, dropped. */
public final class Mutants {
    private static final String FENCE = "meta[1] ~= '@FENCE@' or ";

    private Mutants() {}

    /** All of them. */
    public static final List<Mutant> ALL = List.of(
            new Mutant(
                    "skip the idempotency check",
                    Scripts.CUTS,
                    List.of(Patch.lua("commit", "    any = any or record\n", ""))),
            new Mutant("answer before the script's reply", Scripts.HELD_REQUESTS, answerEarly()),
            new Mutant(
                    "trim early",
                    Scripts.SLOW_LEDGER,
                    List.of(Patch.lua("flushed", "ARGV[3] .. '-0'", "(tonumber(meta[3]) + 1) .. '-0'"))),
            new Mutant(
                    "drop the generation from the flush's WHERE",
                    Scripts.WIPED_WHILE_FLUSHING,
                    List.of(Patch.java("ledger/PartitionStateTable", " AND p.gen = new.gen", ""))),
            new Mutant("ON CONFLICT DO NOTHING in the flusher", Scripts.HELD_FLUSH, onConflict()),
            new Mutant(
                    "drop the generation check",
                    Scripts.REMEMBERED,
                    List.of(
                            Patch.lua("commit", " or meta[2] ~= generation", ""),
                            Patch.lua("read", " or meta[2] ~= ARGV[1]", ""))),
            new Mutant("drop the fence-id check", Scripts.SET_BACK_UNFLUSHED, noFence()),
            new Mutant("drop the commit-id check", Scripts.TWO_HISTORIES, noCommitIds()),
            new Mutant(
                    "drop the since check",
                    Scripts.SET_BACK,
                    List.of(
                            Patch.lua("commit", " or tonumber(member[2]) < since then", " then"),
                            Patch.lua(
                                    "read",
                                    " or tonumber(stamp) < tonumber(meta[3]) then return {'COLD'}",
                                    " then return {'COLD'}"))),
            new Mutant(
                    "hydrate over a newer state",
                    Scripts.LATE_HYDRATION,
                    List.of(Patch.lua(
                            "hydrate",
                            "if stamp and tonumber(stamp) >= tonumber(meta[3]) then return {'OK'} end\n",
                            ""))),
            new Mutant(
                    "forget a lot",
                    Scripts.NOTHING,
                    List.of(Patch.java("points/Lots", "if (after == 0) {", "if (after < 3) {"))),
            new Mutant("release a ledger reply by number alone", Scripts.WIPED_WHILE_FLUSHING, byNumber()),
            new Mutant(
                    "decide both sides of a transfer alone",
                    Scripts.HELD_TRANSFERS,
                    List.of(Patch.java(
                            "usecase/TwoSides",
                            "unknownMember(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure)",
                            "Future.succeededFuture(true)"))));

    private static List<Patch> answerEarly() {
        String type = "journal/CommitGroups";
        return List.of(
                Patch.java(type, "private boolean underWay;", "private boolean underWay;\n    private long last;"),
                Patch.java(type, "        return reply.future();\n", """
                                Promise<CommitReply> early = Promise.promise();
                                io.vertx.core.Vertx.currentContext().owner().setTimer(100, late -> early.tryComplete(
                                        new CommitReply(CommitReply.Status.OK, last + 1, List.of(), java.util.Map.of(), "")));
                                reply.future().onSuccess(done -> {
                                    if (done.status() == CommitReply.Status.OK) {
                                        last = done.seq() + commit.commit().entries().size() - 1;
                                    }
                                    early.tryComplete(done);
                                });
                                reply.future().onFailure(early::tryFail);
                                return early.future();
                        """));
    }

    private static List<Patch> onConflict() {
        String end = "AS chain) AS new\n            \"\"\";\n\n    private EntryTable";
        return List.of(
                Patch.java("ledger/EntryTable", end, end.replace("\"\"\"", "ON CONFLICT DO NOTHING \"\"\"")),
                Patch.java(
                        "ledger/TransferTable",
                        "unnest($11::bigint[]) AS expires) AS new\n",
                        "unnest($11::bigint[]) AS expires) AS new ON CONFLICT DO NOTHING\n"),
                Patch.java("ledger/PartitionStateTable", "moved.rowCount() != runs.size()", "moved.rowCount() < 0"),
                Patch.java("ledger/MemberStateTable", "written.rowCount() != folds.size()", "written.rowCount() < 0"),
                Patch.java(
                        "ledger/FlushTransaction",
                        "operations.insert(connection, batch.entries())",
                        "operations.insertNew(connection, batch.entries())"));
    }

    private static List<Patch> noFence() {
        List<Patch> patches = new ArrayList<>();
        for (String script : List.of("commit", "read", "hydrate", "evict", "take", "flushed", "records", "load")) {
            patches.add(Patch.lua(script, FENCE, ""));
        }
        patches.add(Patch.java(
                "recovery/Validator", "!generations.fenceId(partition).equals(fenceId) || doubted", "doubted"));
        patches.add(Patch.java(
                "recovery/Validator", "meta == null || !meta.run().equals(fenceId) || meta", "meta == null || meta"));
        patches.add(Patch.java("recovery/Validator", "&& meta.run().equals(fenceId)\n", "\n"));
        return patches;
    }

    private static List<Patch> noCommitIds() {
        return List.of(
                Patch.java("ledger/FlushGather", " || !entry.previousCommitId().equals(commit)", ""),
                Patch.java("recovery/Verdict", "meta.last().equals(flushed.lastCommit()) ? SAME : FORK", "SAME"),
                Patch.java("recovery/Verdict", "meta.last().equals(there) ? OLDER : FORK", "OLDER"),
                Patch.java(
                        "recovery/Verdict",
                        "if (!previous.equals(flushed.lastCommit()))",
                        "if (previous.isBlank() && meta == null)"));
    }

    private static List<Patch> byNumber() {
        return List.of(
                Patch.java("ledger/AwaitFlush", "queue.generation == waiter.generation && ", ""),
                Patch.java("ledger/AwaitFlush", "waiter.generation == generation && ", ""));
    }
}
