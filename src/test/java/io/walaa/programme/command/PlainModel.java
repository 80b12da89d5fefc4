package io.walaa.programme.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a member's points should be, worked out in another way than the server does: decimals instead of scaled
 * integers, one map of lots, no postings, no fields, no pages. One unit, {@code points}.
 */
final class PlainModel {
    static final long NEVER = Long.MAX_VALUE;

    /** The part of a programme that the model knows. */
    record Rules(
            int perDinar,
            int fixed,
            BigDecimal fixedFrom,
            boolean minimumCounts,
            BigDecimal factor,
            long debtMax,
            boolean grace) {}

    /** A line as bought, and how much of it is kept. */
    static final class Line {
        final BigDecimal quantity;
        final BigDecimal total;
        BigDecimal base;
        BigDecimal kept;

        Line(BigDecimal quantity, BigDecimal unitPrice, BigDecimal discount) {
            this.quantity = quantity;
            this.kept = quantity;
            this.total = quantity.multiply(unitPrice)
                    .setScale(3, RoundingMode.HALF_UP)
                    .subtract(discount);
            this.base = total;
        }
    }

    /** An order with what its points did. */
    static final class Order {
        final String id;
        final List<Line> lines;
        final Map<Long, Long> paid;
        long expires;
        long credited;
        long taken;
        long writtenOff;

        Order(String id, List<Line> lines, Map<Long, Long> paid) {
            this.id = id;
            this.lines = lines;
            this.paid = paid;
        }
    }

    /** For how long it is known what of a lot expired unspent. */
    private static final long REMEMBERED_SECONDS = 92 * 86_400;

    private record Waiting(long expires, long activates, String order, long amount) {}

    private record Kept(long end, Map<Long, Long> parts) {}

    final TreeMap<Long, Long> lots = new TreeMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, Kept> holds = new HashMap<>();
    final Map<String, Order> orders = new TreeMap<>();
    private final Rules rules;
    long debt;
    long issued;
    long adjusted;
    long spent;
    long expired;
    private final Map<Long, Long> gone = new HashMap<>();
    long writtenOff;

    PlainModel(Rules rules) {
        this.rules = rules;
    }

    long available() {
        return sum(lots);
    }

    long pending() {
        return waiting.stream().mapToLong(Waiting::amount).sum();
    }

    long held() {
        return holds.values().stream().mapToLong(kept -> sum(kept.parts)).sum();
    }

    private static long sum(Map<Long, Long> parts) {
        return parts.values().stream().mapToLong(amount -> amount).sum();
    }

    /** Lets time pass: what is due happens at its own instant, activation before expiry before a hold's end. */
    void advance(long now) {
        while (true) {
            long first = Long.MAX_VALUE;
            for (Waiting part : waiting) {
                first = Math.min(first, Math.min(part.activates, part.expires));
            }
            first = lots.isEmpty() ? first : Math.min(first, lots.firstKey());
            for (Kept kept : holds.values()) {
                first = Math.min(first, kept.end);
            }
            if (first > now || first == NEVER) {
                return;
            }
            due(first, now);
        }
    }

    private void due(long at, long now) {
        for (Waiting part : List.copyOf(waiting)) {
            if (part.activates == at) {
                waiting.remove(part);
                add(part.expires, part.amount);
            }
        }
        repay(now);
        for (Waiting part : List.copyOf(waiting)) {
            if (part.expires == at) {
                waiting.remove(part);
                expire(part.expires, part.amount);
            }
        }
        Long over = lots.remove(at);
        expire(at, over == null ? 0 : over);
        holds.entrySet().stream()
                .filter(hold -> hold.getValue().end == at)
                .map(Map.Entry::getKey)
                .sorted()
                .toList()
                .forEach(hold -> end(hold, 0, now));
    }

    private void expire(long at, long amount) {
        expired += amount;
        gone.merge(at, amount, Long::sum);
    }

    private void add(long expires, long amount) {
        if (amount > 0) {
            lots.merge(expires, amount, Long::sum);
        }
    }

    /** Takes from lots that are still good, first to expire first; less if there is less. */
    private Map<Long, Long> take(long wanted, long now) {
        Map<Long, Long> parts = new TreeMap<>();
        long open = wanted;
        for (Long expires : List.copyOf(lots.keySet())) {
            if (expires > now && open > 0) {
                long part = Math.min(open, lots.get(expires));
                parts.put(expires, part);
                reduce(expires, part);
                open -= part;
            }
        }
        return parts;
    }

    private void reduce(long expires, long amount) {
        lots.compute(expires, (key, before) -> before == null || before == amount ? null : before - amount);
    }

    private void repay(long now) {
        debt -= sum(take(debt, now));
    }

    /** Gives points; what reaches a lot. */
    private long give(String order, long expires, long activates, long amount, long now) {
        if (expires <= now) {
            expire(expires, amount);
            return 0;
        }
        if (activates > now) {
            waiting.add(new Waiting(expires, activates, order, amount));
            return amount;
        }
        long repaid = Math.min(debt, amount);
        debt -= repaid;
        add(expires, amount - repaid);
        return amount - repaid;
    }

    /** A purchase; {@code unearned} was paid by points. */
    void purchase(Order order, BigDecimal unearned, long expires, long activates, long now) {
        spread(unearned, order.lines);
        orders.put(order.id, order);
        order.expires = expires;
        long due = due(order);
        issued += due;
        if (due > 0) {
            order.credited = give(order.id, expires, activates, due, now);
        }
    }

    /** Takes what points paid off the lines, to the fils, the largest remainders first. */
    private static void spread(BigDecimal unearned, List<Line> lines) {
        BigDecimal whole = lines.stream().map(line -> line.total).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (unearned.signum() == 0) {
            return;
        }
        BigDecimal fils = new BigDecimal("0.001");
        BigDecimal left = unearned;
        List<BigDecimal> remainders = new ArrayList<>();
        for (Line line : lines) {
            BigDecimal[] share = unearned.movePointRight(3)
                    .multiply(line.total.movePointRight(3))
                    .divideAndRemainder(whole.movePointRight(3));
            BigDecimal part = share[0].setScale(0, RoundingMode.UNNECESSARY).movePointLeft(3);
            line.base = line.base.subtract(part);
            left = left.subtract(part);
            remainders.add(share[1]);
        }
        List<Integer> byRemainder = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            byRemainder.add(i);
        }
        byRemainder.sort(Comparator.comparing(remainders::get, Collections.reverseOrder()));
        for (int i = 0; left.signum() > 0; i++) {
            Line line = lines.get(byRemainder.get(i));
            line.base = line.base.subtract(fils);
            left = left.subtract(fils);
        }
    }

    /** What the kept part of an order is worth. */
    private long due(Order order) {
        BigDecimal base = BigDecimal.ZERO;
        boolean any = false;
        for (Line line : order.lines) {
            base = base.add(line.base.multiply(line.kept).divide(line.quantity, 3, RoundingMode.HALF_UP));
            any |= line.kept.signum() > 0;
        }
        if (!any) {
            return 0;
        }
        long bySpend = base.multiply(BigDecimal.valueOf(rules.perDinar))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
        long multiplied = BigDecimal.valueOf(bySpend + fixed(order, base))
                .multiply(rules.factor.subtract(BigDecimal.ONE))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
        return bySpend + fixed(order, base) + multiplied;
    }

    private long fixed(Order order, BigDecimal base) {
        BigDecimal full = order.lines.stream().map(line -> line.base).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal judged = rules.minimumCounts ? base : full;
        return judged.compareTo(rules.fixedFrom) >= 0 ? rules.fixed : 0;
    }

    /** Returns: what line keeps how much afterwards. */
    void giveBack(String id, Map<Integer, BigDecimal> keptThen, long graceEnd, long now) {
        Order order = orders.get(id);
        Map<Long, Long> before = unneeded(order);
        long dueBefore = due(order);
        keptThen.forEach((line, kept) -> order.lines.get(line).kept = kept);
        unneeded(order)
                .forEach((expires, amount) -> restore(order, expires, amount - before.get(expires), graceEnd, now));
        repay(now);
        takeBack(order, dueBefore - due(order), now);
    }

    private void restore(Order order, long expires, long amount, long graceEnd, long now) {
        long covering = Math.min(amount, order.writtenOff);
        order.writtenOff -= covering;
        writtenOff -= covering;
        spent -= covering;
        if (expires > now || rules.grace) {
            add(expires > now ? expires : graceEnd, amount - covering);
            spent -= amount - covering;
        }
    }

    /** What of the points that paid is not needed for what is kept, by lot. */
    private static Map<Long, Long> unneeded(Order order) {
        Map<Long, Long> open = new TreeMap<>(order.paid);
        Map<Long, Long> back = new TreeMap<>();
        open.keySet().forEach(expires -> back.put(expires, 0L));
        List<BigDecimal> costs = order.lines.stream().map(line -> line.total).toList();
        long[] perLine = largestRemainders(sum(order.paid), costs);
        for (int i = 0; i < perLine.length; i++) {
            List<Long> keys = List.copyOf(open.keySet());
            long[] perLot = largestRemainders(
                    perLine[i], open.values().stream().map(BigDecimal::valueOf).toList());
            for (int j = 0; j < perLot.length; j++) {
                Line line = order.lines.get(i);
                long needed = BigDecimal.valueOf(perLot[j])
                        .multiply(line.kept)
                        .divide(line.quantity, 0, RoundingMode.HALF_UP)
                        .longValueExact();
                open.merge(keys.get(j), -perLot[j], Long::sum);
                back.merge(keys.get(j), perLot[j] - needed, Long::sum);
            }
        }
        return back;
    }

    private static long[] largestRemainders(long amount, List<BigDecimal> weights) {
        BigDecimal whole = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        long[] parts = new long[weights.size()];
        if (amount == 0) {
            return parts;
        }
        List<Integer> order = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        long left = amount;
        for (int i = 0; i < parts.length; i++) {
            BigDecimal weight = whole.signum() == 0 ? BigDecimal.ONE : weights.get(i);
            BigDecimal of = whole.signum() == 0 ? BigDecimal.valueOf(parts.length) : whole;
            BigInteger[] share = weight.movePointRight(3)
                    .toBigIntegerExact()
                    .multiply(BigInteger.valueOf(amount))
                    .divideAndRemainder(of.movePointRight(3).toBigIntegerExact());
            parts[i] = share[0].longValueExact();
            remainders.add(new BigDecimal(share[1]));
            left -= parts[i];
            order.add(i);
        }
        order.sort(Comparator.comparing(remainders::get, Collections.reverseOrder()));
        for (int i = 0; i < left; i++) {
            parts[order.get(i)]++;
        }
        return parts;
    }

    private void takeBack(Order order, long need, long now) {
        long open = need;
        long ownPending = 0;
        for (Waiting part : List.copyOf(waiting)) {
            if (part.order.equals(order.id)) {
                long taken = Math.min(open, part.amount);
                waiting.remove(part);
                if (part.amount > taken) {
                    waiting.add(new Waiting(part.expires, part.activates, part.order, part.amount - taken));
                }
                ownPending += part.amount - taken;
                order.taken += taken;
                open -= taken;
            }
        }
        long own = order.expires <= now
                ? 0
                : Math.min(
                        open,
                        Math.min(order.credited - order.taken - ownPending, lots.getOrDefault(order.expires, 0L)));
        if (own > 0) {
            reduce(order.expires, own);
            order.taken += own;
            open -= own;
        }
        if (order.expires <= now && order.expires > now - REMEMBERED_SECONDS) {
            long unused = Math.min(
                    open, Math.min(order.credited - order.taken - ownPending, gone.getOrDefault(order.expires, 0L)));
            gone.merge(order.expires, -unused, Long::sum);
            expired -= unused;
            order.taken += unused;
            open -= unused;
        }
        open -= sum(take(open, now));
        long owed = Math.max(0, Math.min(open, rules.debtMax - debt));
        debt += owed;
        order.writtenOff += open - owed;
        writtenOff += open - owed;
        issued -= need;
    }

    void confirm(String order, long now) {
        for (Waiting part : List.copyOf(waiting)) {
            if (part.order.equals(order)) {
                waiting.remove(part);
                add(part.expires, part.amount);
            }
        }
        repay(now);
    }

    boolean waits(String order) {
        return waiting.stream().anyMatch(part -> part.order.equals(order));
    }

    Map<Long, Long> redeem(long amount, long now) {
        spent += amount;
        return take(amount, now);
    }

    void hold(String key, long amount, long end, long now) {
        holds.put(key, new Kept(end, take(amount, now)));
    }

    boolean open(String key) {
        return holds.containsKey(key);
    }

    /** Ends a hold of which {@code used} is spent; from which lots. */
    Map<Long, Long> end(String key, long used, long now) {
        Map<Long, Long> spentParts = new TreeMap<>();
        long open = used;
        Map<Long, Long> parts = holds.remove(key).parts;
        for (Map.Entry<Long, Long> part : parts.entrySet()) {
            long now0 = Math.min(open, part.getValue());
            open -= now0;
            if (now0 > 0) {
                spentParts.put(part.getKey(), now0);
            }
            if (part.getKey() > now) {
                add(part.getKey(), part.getValue() - now0);
            } else {
                expire(part.getKey(), part.getValue() - now0);
            }
        }
        spent += used;
        repay(now);
        return spentParts;
    }

    void adjust(long amount, long expires, long now) {
        adjusted += amount;
        if (amount > 0) {
            give("", expires, 0, amount, now);
        } else {
            take(-amount, now);
        }
    }
}
