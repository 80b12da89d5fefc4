package io.walaa.proof.check;

import io.walaa.proof.History;
import io.walaa.proof.History.Call;
import io.walaa.proof.Operation;
import io.walaa.proof.Outcome.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds what clients were told against what the ledger has. */
final class CallCheck {
    private final History.Read history;
    private final Ledger ledger;
    private final Findings findings;
    private final Map<String, List<Entry>> byName = new HashMap<>();
    private final List<Call> lost = new ArrayList<>();
    private final List<Call> kept = new ArrayList<>();

    CallCheck(History.Read history, Ledger ledger, Findings findings) {
        this.history = history;
        this.ledger = ledger;
        this.findings = findings;
        ledger.byMember()
                .values()
                .forEach(entries ->
                        entries.forEach(entry -> byName.computeIfAbsent(BookCheck.name(entry), any -> new ArrayList<>())
                                .add(entry)));
    }

    /** What names an operation's entry. */
    static String name(Operation operation) {
        return operation.kind() == Operation.Kind.RELEASE ? "release:" + operation.about() : operation.reference();
    }

    /** Checks everything; how many acknowledged calls a fault was allowed to lose. */
    int check() {
        history.calls().stream()
                .filter(call -> call.outcome().result() == Result.OK)
                .forEach(this::acknowledged);
        Map<String, List<Call>> byName = new TreeMap<>();
        Map<String, Set<String>> names = new TreeMap<>();
        for (Call call : history.calls()) {
            String name = name(call.operation());
            byName.computeIfAbsent(name, any -> new ArrayList<>()).add(call);
            names.computeIfAbsent(
                            call.operation().member() + " " + call.operation().key(), any -> new HashSet<>())
                    .add(name);
        }
        byName.forEach(this::onceAtMost);
        names.forEach(this::oneOfEachKey);
        lost.forEach(this::mayBeLost);
        tails();
        return lost.size();
    }

    private void acknowledged(Call call) {
        Entry entry = ledger.entries()
                .getOrDefault(call.outcome().partition(), new TreeMap<>())
                .get(call.outcome().seq());
        boolean there = entry != null
                && entry.member().equals(call.operation().member())
                && BookCheck.name(entry).equals(name(call.operation()))
                && call.outcome().entry().equals(id(entry));
        (there ? kept : lost).add(call);
        if (there && !entry.balance().equals(call.outcome().balance())) {
            findings.add(
                    "another balance was answered",
                    entry + " has " + entry.balance() + ", answered was "
                            + call.outcome().balance());
        }
    }

    private static String id(Entry entry) {
        String seq = Long.toString(entry.memberSeq(), 36);
        String commit = entry.commitId();
        return "txn_" + entry.member().substring(4) + Character.forDigit(seq.length(), 36) + seq
                + commit.substring(commit.length() - 4);
    }

    private void onceAtMost(String name, List<Call> calls) {
        List<Entry> entries = byName.getOrDefault(name, List.of());
        if (entries.size() > 1) {
            findings.add("doubled", name + ": " + entries);
        }
        if (entries.size() == 1
                && calls.stream().allMatch(call -> call.outcome().result() == Result.REFUSED)) {
            findings.add(
                    "refused but done",
                    name + ": " + entries + ", " + calls.get(0).outcome().code());
        }
    }

    private void oneOfEachKey(String key, Set<String> names) {
        List<String> done =
                names.stream().filter(name -> byName.containsKey(name)).sorted().toList();
        if (done.size() > 1) {
            findings.add("one key for two things", key + ": " + done);
        }
    }

    private void mayBeLost(Call call) {
        boolean ledgerLevel = call.outcome().ack().equals("ledger");
        // It was done some time after it was sent; a fault that came later may have taken it.
        boolean excused = history.faults().stream().anyMatch(fault -> fault.loses() && call.from() <= fault.until());
        if (ledgerLevel || !excused) {
            findings.add(
                    "lost",
                    name(call.operation()) + " was acknowledged at "
                            + call.outcome().ack() + " as "
                            + call.outcome().entry() + " at " + call.outcome().partition() + "/"
                            + call.outcome().seq());
        }
    }

    /** What a fault lost of a partition is a tail: nothing above it that was acknowledged before survives. */
    private void tails() {
        List<History.Broken> losses = history.faults().stream()
                .filter(History.Broken::loses)
                .sorted(Comparator.comparingLong(History.Broken::until))
                .toList();
        long before = 0;
        for (History.Broken loss : losses) {
            long start = before;
            for (int partition : ledger.partitions().keySet()) {
                long firstLost =
                        window(lost, partition, start, loss.from()).min().orElse(Long.MAX_VALUE);
                long lastKept =
                        window(kept, partition, start, loss.from()).max().orElse(0);
                if (lastKept > firstLost) {
                    findings.add(
                            "a hole, not a tail",
                            "partition " + partition + ": " + firstLost + " is lost, " + lastKept + " is not");
                }
            }
            before = loss.until();
        }
    }

    private static java.util.stream.LongStream window(List<Call> calls, int partition, long from, long until) {
        return calls.stream()
                .filter(call -> call.outcome().partition() == partition
                        && call.from() > from
                        && call.until() < until
                        && !call.outcome().replayed())
                .mapToLong(call -> call.outcome().seq());
    }
}
