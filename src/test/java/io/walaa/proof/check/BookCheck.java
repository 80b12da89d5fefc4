package io.walaa.proof.check;

import io.walaa.proof.Operation;
import io.walaa.proof.check.Book.Part;
import io.walaa.proof.check.Entry.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Replays every member's entries in the model: each must have the lines and the balances that the model has. */
final class BookCheck {
    private final Map<String, Operation> operations;
    private final Findings findings;
    private final boolean setAside;
    /** What was sent, did not come back and has not arrived yet, by giver, receiver and amount. */
    private final Map<String, List<Sent>> sent = new TreeMap<>();

    /** What left a giver under a reservation. */
    private record Sent(String reservation, List<Part> parts) {}

    private final Map<String, Book> books = new TreeMap<>();

    /**
     * @param operations by reference; a release by {@code release:<hold>}
     * @param setAside whether one side of a transfer may lie in a partition that is set aside
     */
    BookCheck(Map<String, Operation> operations, boolean setAside, Findings findings) {
        this.operations = operations;
        this.setAside = setAside;
        this.findings = findings;
    }

    /** How many transfers are not finished. */
    long onTheWay() {
        return books.values().stream().mapToLong(Book::reservations).sum();
    }

    /** The books after all entries. */
    Map<String, Book> check(Ledger ledger) {
        Map<String, List<Entry>> byMember = ledger.byMember();
        Set<String> cameBack = new HashSet<>();
        byMember.values()
                .forEach(entries -> entries.stream()
                        .filter(entry -> entry.type().equals("transfer-returned"))
                        .forEach(entry -> cameBack.add(reservation(entry))));
        // One that came back was decided by a no, which has no lines.
        byMember.values()
                .forEach(entries -> entries.stream()
                        .filter(entry -> entry.type().equals("transfer") && !cameBack.contains(reservation(entry)))
                        .forEach(this::noteSent));
        byMember.forEach((member, entries) -> {
            entries.sort(java.util.Comparator.comparingLong(Entry::memberSeq));
            replay(books.computeIfAbsent(member, any -> new Book()), entries);
        });
        long notArrived = sent.values().stream().mapToLong(List::size).sum();
        if (notArrived > 0 && !setAside) {
            findings.add("transfer without an answer", sent.keySet() + " was never decided");
        }
        return books;
    }

    private static String reservation(Entry entry) {
        return entry.member() + " " + entry.reservation();
    }

    private void noteSent(Entry entry) {
        List<Part> parts = new ArrayList<>();
        entry.lines().forEach(line -> parts.add(new Part(line.expires(), line.amount())));
        String to = String.valueOf(entry.effect("points.sent", "to"));
        sent.computeIfAbsent(way(entry.member(), to, entry.effect("points.sent", "amount")), any -> new ArrayList<>())
                .add(new Sent(reservation(entry), parts));
    }

    private static String way(String from, String to, Object amount) {
        return from + " > " + to + " " + amount;
    }

    private void replay(Book book, List<Entry> entries) {
        long seq = 0;
        for (Entry entry : entries) {
            seq++;
            if (entry.memberSeq() != seq) {
                findings.add("member sequence", entry + " comes where " + seq + " is due");
                return;
            }
            try {
                List<Line> due = due(book, entry);
                if (!due.equals(entry.lines())) {
                    findings.add("wrong lines", entry + " has " + entry.lines() + ", not " + due);
                    return;
                }
            } catch (IllegalStateException impossible) {
                findings.add("impossible entry", entry + ": " + impossible.getMessage());
                return;
            }
            if (!book.balance().equals(entry.balance())) {
                findings.add("wrong balance", entry + " says " + entry.balance() + ", not " + book.balance());
                return;
            }
        }
    }

    private List<Line> due(Book book, Entry entry) {
        return switch (entry.type()) {
            case "transfer-in" -> arrived(book, entry);
            case "transfer-refused" -> List.of();
            case "transfer-done", "transfer-returned" -> book.settles(entry);
            default -> {
                Operation operation = operations.get(name(entry));
                if (operation == null) {
                    throw new IllegalStateException("nobody asked for it");
                }
                yield book.does(operation, entry);
            }
        };
    }

    /** What names the operation behind an entry. */
    static String name(Entry entry) {
        return entry.type().equals("release") ? "release:" + entry.effect("hold.released", "hold") : entry.reference();
    }

    private List<Line> arrived(Book book, Entry entry) {
        String way = way(
                String.valueOf(entry.effect("points.received", "from")),
                entry.member(),
                entry.effect("points.received", "amount"));
        List<Sent> candidates = sent.getOrDefault(way, List.of());
        long left = entry.lines().stream().mapToLong(Line::amount).sum();
        for (Sent one : candidates) {
            if (fits(one.parts, entry, left)) {
                candidates.remove(one);
                if (candidates.isEmpty()) {
                    sent.remove(way);
                }
                return book.receives(one.parts);
            }
        }
        if (setAside) {
            return book.receives(entry.lines().stream()
                    .map(line -> new Part(line.expires(), line.amount()))
                    .toList());
        }
        throw new IllegalStateException("nothing like it was sent: " + way);
    }

    /** Whether what arrived in lots is of these parts; what repaid debt names no lot. */
    private static boolean fits(List<Part> parts, Entry entry, long total) {
        Map<Long, Long> given = new HashMap<>();
        parts.forEach(part -> given.merge(part.expires(), part.amount(), Long::sum));
        return parts.stream().mapToLong(Part::amount).sum() == total
                && entry.lines().stream()
                        .filter(line -> line.credit().equals("available"))
                        .allMatch(line -> given.getOrDefault(line.expires(), 0L) >= line.amount());
    }
}
