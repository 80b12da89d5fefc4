package io.walaa.proof.check;

import io.walaa.proof.Balance;
import io.walaa.proof.Operation;
import io.walaa.proof.check.Entry.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One member's points by the plainest reading of the rules: lots by expiry, first to expire first to go. It says which
 * lines an operation must have in the ledger, and is then as if it had been done.
 */
final class Book {
    /** Points of one lot. */
    record Part(long expires, long amount) {}

    private final TreeMap<Long, Long> lots = new TreeMap<>();
    private final Map<String, List<Part>> holds = new HashMap<>();
    private final Map<String, List<Part>> reserved = new HashMap<>();
    private final Map<String, Long> credited = new HashMap<>();
    private long debt;

    /** Does an operation of the member's own; the lines that it must have. */
    List<Line> does(Operation operation, Entry entry) {
        List<Line> lines = new ArrayList<>();
        switch (operation.kind()) {
            case EARN -> give(lines, "issued", operation.amount(), operation.expires());
            case PURCHASE -> credited.put(operation.about(), give(lines, "issued", operation.amount(), Entry.NEVER));
            case REDEEM -> take(lines, "redeemed", operation.amount());
            case HOLD ->
                holds.put(String.valueOf(entry.effect("points.held", "hold")), take(lines, "held", operation.amount()));
            case CAPTURE -> end(lines, operation.about(), operation.amount());
            case RELEASE -> end(lines, operation.about(), 0);
            case TRANSFER -> reserved.put(entry.reservation(), take(lines, "in-transit", operation.amount()));
            case CANCEL -> takeBack(lines, operation.amount(), credited.getOrDefault(operation.about(), 0L));
        }
        return lines;
    }

    /** Learns that a transfer arrived, or was refused and its points come back. */
    List<Line> settles(Entry entry) {
        List<Part> parts = reserved.remove(entry.reservation());
        if (parts == null) {
            throw new IllegalStateException("nothing was reserved");
        }
        return entry.type().equals("transfer-returned") ? receives(parts) : List.of();
    }

    /** Receives what another member, or its own reservation, had in transit. */
    List<Line> receives(List<Part> parts) {
        List<Line> lines = new ArrayList<>();
        parts.forEach(part -> give(lines, "in-transit", part.amount, part.expires));
        return lines;
    }

    private long give(List<Line> lines, String from, long amount, long expires) {
        long repaid = Math.min(debt, amount);
        debt -= repaid;
        line(lines, from, "debt", repaid, expires);
        put(lines, from, amount - repaid, expires);
        return amount - repaid;
    }

    private void put(List<Line> lines, String from, long amount, long expires) {
        line(lines, from, "available", amount, expires);
        if (amount > 0) {
            lots.merge(expires, amount, Long::sum);
        }
    }

    private List<Part> take(List<Line> lines, String to, long amount) {
        List<Part> parts = new ArrayList<>();
        long open = amount;
        while (open > 0) {
            if (lots.isEmpty()) {
                throw new IllegalStateException(open + " of " + amount + " points are not there");
            }
            long part = takeFrom(lines, to, lots.firstKey(), open, parts);
            open -= part;
        }
        return parts;
    }

    private long takeFrom(List<Line> lines, String to, long expires, long most, List<Part> parts) {
        long part = Math.min(most, lots.getOrDefault(expires, 0L));
        line(lines, "available", to, part, expires);
        lots.computeIfPresent(expires, (lot, left) -> left == part ? null : left - part);
        if (part > 0) {
            parts.add(new Part(expires, part));
        }
        return part;
    }

    private void end(List<Line> lines, String hold, long captured) {
        List<Part> parts = holds.remove(hold);
        if (parts == null) {
            throw new IllegalStateException("there is no hold " + hold);
        }
        long open = captured;
        for (Part part : parts) {
            long used = Math.min(open, part.amount);
            open -= used;
            line(lines, "held", "redeemed", used, part.expires);
            put(lines, "held", part.amount - used, part.expires);
        }
        long repaid = Math.min(debt, available());
        take(lines, "debt", repaid);
        debt -= repaid;
    }

    private void takeBack(List<Line> lines, long amount, long own) {
        List<Part> ignored = new ArrayList<>();
        long open = amount - takeFrom(lines, "issued", Entry.NEVER, Math.min(amount, own), ignored);
        long others = Math.min(open, available());
        take(lines, "issued", others);
        open -= others;
        line(lines, "debt", "issued", open, Entry.NEVER);
        debt += open;
    }

    private static void line(List<Line> lines, String debit, String credit, long amount, long expires) {
        if (amount > 0) {
            lines.add(Line.of(debit, credit, amount, expires));
        }
    }

    private long available() {
        return lots.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What the member has. */
    Balance balance() {
        long held = holds.values().stream()
                .flatMap(List::stream)
                .mapToLong(Part::amount)
                .sum();
        long repaid = Math.min(debt, available());
        return new Balance(available() - repaid, 0, held, debt - repaid);
    }

    /** The fields of its points in the hot state: lots, debt, and what holds took. */
    Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        lots.forEach((expires, amount) -> fields.put("l.points." + instant(expires), Long.toString(amount)));
        if (debt > 0) {
            fields.put("d.points", Long.toString(debt));
        }
        holds.forEach((hold, parts) -> parts.forEach(part -> fields.put(
                "h." + hold.substring("hold_".length() + 16) + "." + instant(part.expires),
                Long.toString(part.amount))));
        return fields;
    }

    private static String instant(long expires) {
        return expires == Entry.NEVER ? "-" : Long.toString(expires, 36);
    }

    /** What is still on its way to somebody else. */
    int reservations() {
        return reserved.size();
    }
}
