package io.walaa.proof.check;

import io.vertx.core.json.JsonObject;
import io.walaa.proof.History;
import io.walaa.proof.Operation;
import io.walaa.proof.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Judges a run: what clients were told, what the ledger has, and what Redis has, by the model. */
public final class Checker {
    private static final List<String> HISTORIES = List.of("fork", "gap");

    private final History.Read history;
    private final Ledger ledger;
    private final Map<String, JsonObject> hot;
    private final Map<Integer, Map<Long, String>> journals;
    private final boolean setAside;
    private final Findings findings;

    /**
     * @param hot members' hashes in Redis, of those that are there
     * @param journals commit ids of what the journal still has, by partition and sequence
     * @param setAside whether partitions may be in quarantine
     * @param findings takes what is wrong
     */
    public Checker(
            History.Read history,
            Ledger ledger,
            Map<String, JsonObject> hot,
            Map<Integer, Map<Long, String>> journals,
            boolean setAside,
            Findings findings) {
        this.history = history;
        this.ledger = ledger;
        this.hot = hot;
        this.journals = journals;
        this.setAside = setAside;
        this.findings = findings;
    }

    /** The figures of a run. */
    public Report check(Map<String, Integer> faults) {
        partitions();
        journals();
        Map<String, Operation> operations = new HashMap<>();
        history.calls().forEach(call -> operations.put(CallCheck.name(call.operation()), call.operation()));
        BookCheck bookCheck = new BookCheck(operations, setAside, findings);
        Map<String, Book> books = bookCheck.check(ledger);
        if (bookCheck.onTheWay() > 0 && !setAside) {
            findings.add("transfer not finished", bookCheck.onTheWay() + " reservations are open");
        }
        int lost = new CallCheck(history, ledger, findings).check();
        totals();
        states(books);
        if (ledger.duplicates() > 0) {
            findings.add("doubled", ledger.duplicates() + " entries repeat an operation");
        }
        long acknowledged = count(Outcome.Result.OK);
        return new Report(
                history.calls().size(),
                acknowledged,
                history.calls().stream()
                        .filter(call -> call.outcome().ack().equals("ledger"))
                        .count(),
                count(Outcome.Result.REFUSED),
                count(Outcome.Result.UNKNOWN),
                lost,
                findings.count("lost"),
                findings.count("doubled"),
                Map.copyOf(faults),
                findings);
    }

    private long count(Outcome.Result result) {
        return history.calls().stream()
                .filter(call -> call.outcome().result() == result)
                .count();
    }

    private boolean aside(int partition) {
        return ledger.partitions().get(partition).quarantine() != null;
    }

    private void partitions() {
        ledger.twice().forEach(rows -> findings.add("partition sequence", "two rows: " + rows));
        ledger.partitions().forEach((partition, state) -> {
            TreeMap<Long, Entry> entries = ledger.entries().getOrDefault(partition, new TreeMap<>());
            // Two histories are to be told by their commit ids, before anything of the other one is read.
            boolean told = setAside && (state.quarantine() == null || HISTORIES.contains(state.quarantine()));
            if (state.quarantine() != null && !told) {
                findings.add("set aside", "partition " + partition + ": " + state.quarantine());
            }
            long last = entries.isEmpty() ? 0 : entries.lastKey();
            if (entries.size() != last || last != state.lastSeq()) {
                findings.add(
                        "partition sequence",
                        "partition " + partition + " has " + entries.size() + " entries up to " + last + ", and says "
                                + state.lastSeq());
            }
            if (last > 0 && !entries.lastEntry().getValue().commitId().equals(state.lastCommit())) {
                findings.add("partition sequence", "partition " + partition + " names another last commit");
            }
        });
    }

    private void journals() {
        journals.forEach((partition, journal) -> journal.forEach((seq, commitId) -> {
            Entry entry =
                    ledger.entries().getOrDefault(partition, new TreeMap<>()).get(seq);
            if (entry != null && !aside(partition) && !entry.commitId().equals(commitId)) {
                findings.add("another history in Redis", "the journal has another entry than " + entry);
            }
        }));
    }

    private void totals() {
        Map<String, Long> sums = new TreeMap<>();
        ledger.byMember()
                .values()
                .forEach(entries -> entries.forEach(entry -> entry.lines().forEach(line -> {
                    sums.merge(line.debit(), -line.amount(), Long::sum);
                    sums.merge(line.credit(), line.amount(), Long::sum);
                })));
        sums.forEach((account, sum) -> {
            if (!Objects.equals(ledger.totals().getOrDefault(account, 0L), sum)) {
                findings.add(
                        "trial balance", account + " is " + ledger.totals().get(account) + ", its lines sum to " + sum);
            }
        });
        long all = ledger.totals().values().stream().mapToLong(Long::longValue).sum();
        if (all != 0) {
            findings.add("trial balance", "all accounts sum to " + all);
        }
    }

    private void states(Map<String, Book> books) {
        Map<String, Integer> partition = new HashMap<>();
        ledger.entries()
                .forEach((number, entries) -> entries.values().forEach(entry -> partition.put(entry.member(), number)));
        ledger.members().forEach((member, state) -> {
            Book book = books.get(member);
            if (book != null && !book.fields().equals(points(state))) {
                findings.add("hot state of the ledger", member + " is " + points(state) + ", not " + book.fields());
            }
            JsonObject redis = hot.get(member);
            if (redis != null && !aside(partition.getOrDefault(member, 0)) && !redis.equals(state)) {
                findings.add("Redis differs from the ledger", member + " is " + redis + ", not " + state);
            }
        });
    }

    /** The fields of lots, debt, and what holds took. */
    private static Map<String, String> points(JsonObject state) {
        Map<String, String> points = new TreeMap<>();
        state.fieldNames().stream()
                .filter(field -> field.startsWith("l.")
                        || field.startsWith("d.")
                        || (field.startsWith("h.") && field.indexOf('.', 2) > 0))
                .forEach(field -> points.put(field, state.getString(field)));
        return points;
    }
}
