package io.walaa.programme.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.order.OrderReference;
import io.walaa.order.Orders;
import io.walaa.points.Account;
import io.walaa.points.Balance;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random histories of one member against {@link PlainModel}. {@code -Dwalaa.seed} repeats one run,
 * {@code -Dwalaa.histories} says how many, {@code -Dwalaa.minutes} goes on for so long instead.
 */
class HistoriesTest {
    private static final long SEED = Long.getLong("walaa.seed", 20_261_121);
    private static final int HISTORIES = Integer.getInteger("walaa.histories", 2_000);
    private static final long MINUTES = Long.getLong("walaa.minutes", 0);
    private static final ZoneId ZONE = ZoneId.of("Asia/Kuwait");

    /** A programme and what the model knows of it. */
    private record Kind(
            Programme programme,
            PlainModel.Rules rules,
            Period expiry,
            boolean endOfMonth,
            Period activation,
            boolean confirmed) {}

    private static final List<Kind> KINDS = List.of(
            kind(10, 0, "0", true, "1", Long.MAX_VALUE, true, "P12M", false, null, false),
            kind(10, 25, "3.000", true, "1.5", 20, true, "P1M", false, null, false),
            kind(7, 40, "2.500", false, "1", 0, false, "P10D", false, Period.ofDays(3), false),
            kind(3, 5, "0.001", true, "2.333", Long.MAX_VALUE, true, null, false, Period.ofDays(14), false),
            kind(10, 25, "4.000", true, "1.25", 50, false, "P1M", true, null, false),
            kind(11, 0, "0", true, "1", 5, true, "P2M", true, null, true));

    private static Kind kind(
            int perDinar,
            int fixed,
            String fixedFrom,
            boolean minimumCounts,
            String factor,
            long debtMax,
            boolean grace,
            String expiry,
            boolean endOfMonth,
            Period activation,
            boolean confirmed) {
        String unit = "units: {points: {title: {en: p}"
                + (expiry == null ? "" : ", expiry: {rolling: " + expiry + (endOfMonth ? ", endOf: month}" : "}"))
                + (activation == null ? "" : ", activation: " + activation)
                + (confirmed ? ", activation: on-confirmation" : "")
                + (debtMax == Long.MAX_VALUE ? "" : ", debtMax: " + debtMax)
                + "}}\npolicies: {returns: {grace: " + (grace ? "P30D" : "none") + ", minimumSpend: "
                + (minimumCounts ? "counts" : "forgiven") + "}}";
        String rules = "- {id: base, kind: spend, unit: points, points: " + perDinar + ", per: 1.000}\n"
                + (fixed == 0
                        ? ""
                        : "- {id: bonus, kind: event, event: purchase, unit: points, points: " + fixed
                                + ", minimumSpend: " + fixedFrom + "}\n")
                + (factor.equals("1") ? "" : "- {id: more, kind: multiplier, unit: points, factor: " + factor + "}\n");
        return new Kind(
                Programmes.of(unit, rules),
                new PlainModel.Rules(
                        perDinar,
                        fixed,
                        new BigDecimal(fixedFrom),
                        minimumCounts,
                        new BigDecimal(factor),
                        debtMax,
                        grace),
                expiry == null ? null : Period.parse(expiry),
                endOfMonth,
                activation,
                confirmed);
    }

    @Test
    void every_history_ends_as_the_model_says() {
        System.out.println("histories: seed " + SEED);
        long until = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
        for (long i = 0; MINUTES > 0 ? System.nanoTime() < until : i < HISTORIES; i++) {
            new History(SEED + i).run();
        }
    }

    @Test
    void any_split_and_order_of_returns_ends_the_same() {
        for (long i = 0; i < HISTORIES / 8; i++) {
            long seed = SEED + i;
            History atOnce = new History(seed);
            History split = new History(seed);
            boolean points = atOnce.oneOrder();
            split.oneOrder();
            Random random = new Random(seed);
            Map<Integer, Integer> quarters = new TreeMap<>();
            List<int[]> steps = new ArrayList<>();
            PlainModel.Order order = atOnce.model.orders.get("R");
            for (int line = 0; line < order.lines.size(); line++) {
                int of = order.lines.get(line).quantity.movePointRight(2).intValueExact() / 25;
                int back = random.nextInt(of + 1);
                if (back > 0) {
                    quarters.put(line, back);
                }
                for (int part = 0; part < back; part++) {
                    steps.add(new int[] {line, 1});
                }
            }
            if (quarters.isEmpty()) {
                continue;
            }
            java.util.Collections.shuffle(steps, random);
            atOnce.book.run(back(quarters, atOnce.book.now()));
            steps.forEach(step -> split.book.run(back(Map.of(step[0], 1), split.book.now())));
            assertThat(split.book.balance("points")).as("seed %d", seed).isEqualTo(atOnce.book.balance("points"));
            for (String account : List.of(Account.ISSUED, Account.REDEEMED, Account.WRITTEN_OFF)) {
                assertThat(split.book.account("points", account))
                        .as("seed %d, %s", seed, account)
                        .isEqualTo(atOnce.book.account("points", account));
            }
            if (!points) {
                assertThat(split.book.lots("points")).as("seed %d", seed).isEqualTo(atOnce.book.lots("points"));
            }
        }
    }

    @Test
    void returning_everything_leaves_no_point_of_the_order() {
        for (long i = 0; i < HISTORIES / 8; i++) {
            History history = new History(SEED + i);
            Random random = new Random(SEED + i);
            MemberBook.Entry given = history.givenFirst();
            long before = history.book.account("points", Account.ISSUED);
            history.orderOnly("R", given);
            PlainModel.Order order = history.model.orders.get("R");
            if (random.nextBoolean()) {
                int of = order.lines.get(0).quantity.movePointRight(2).intValueExact() / 25;
                history.book.run(back(Map.of(0, 1 + random.nextInt(of)), history.book.now()));
            }
            if (order.lines.size() > 1 || random.nextBoolean()) {
                try {
                    history.book.run(Commands.cancelled(history.book, "R"));
                } catch (io.walaa.decision.Refusal nothingLeft) {
                    assertThat(nothingLeft.code()).isEqualTo("nothing-to-return");
                }
            } else {
                continue;
            }
            assertThat(history.book.account("points", Account.ISSUED))
                    .as("seed %d", SEED + i)
                    .isEqualTo(before);
            assertThat(history.book.account("points", Account.REDEEMED))
                    .as("seed %d", SEED + i)
                    .isZero();
        }
    }

    private static ReturnOrder back(Map<Integer, Integer> quarters, Instant now) {
        List<OrderReference.Part> parts = quarters.entrySet().stream()
                .map(line -> new OrderReference.Part(Integer.toString(line.getKey() + 1), 250L * line.getValue()))
                .toList();
        return new ReturnOrder("return", new OrderReference("R", parts), now);
    }

    /** One history, decided by its seed alone. */
    private static final class History {
        private final long seed;
        private final Random random;
        private final Kind kind;
        private final MemberBook book;
        private final PlainModel model;
        private final List<String> told = new ArrayList<>();
        private final Map<String, Map<Long, Long>> payments = new HashMap<>();
        private final List<MemberBook.Entry> holds = new ArrayList<>();
        private Instant now = Instant.parse("2027-01-28T09:00:00Z");
        private int orders;

        History(long seed) {
            this.seed = seed;
            random = new Random(seed * 31 + 7);
            kind = KINDS.get(Math.floorMod(seed, KINDS.size()));
            book = new MemberBook(kind.programme);
            model = new PlainModel(kind.rules);
        }

        void run() {
            try {
                int steps = 4 + random.nextInt(24);
                for (int i = 0; i < steps; i++) {
                    step();
                    compare();
                }
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("seed " + seed + "\n" + String.join("\n", told), failed);
            }
        }

        private void step() {
            int jump = random.nextInt(10);
            now = now.plusSeconds(jump < 6 ? random.nextInt(3_600) : random.nextInt(86_400 * (jump - 5) * 4));
            book.at(now).settle();
            model.advance(now.getEpochSecond());
            compare();
            int what = random.nextInt(20);
            if (what < 6) {
                purchase("A" + orders++);
            } else if (what < 8) {
                redeem();
            } else if (what < 10) {
                hold();
            } else if (what < 12) {
                endHold();
            } else if (what < 16) {
                giveBack();
            } else if (what < 17) {
                confirm();
            } else if (what < 19) {
                adjust();
            } else {
                thereAndBack();
            }
        }

        private long second() {
            return now.getEpochSecond();
        }

        private long expires(Period after, boolean endOfMonth) {
            if (after == null) {
                return PlainModel.NEVER;
            }
            LocalDate last = now.atZone(ZONE).toLocalDate().plus(after);
            if (endOfMonth) {
                last = last.withDayOfMonth(last.lengthOfMonth());
            }
            return last.plusDays(1).atStartOfDay(ZONE).toEpochSecond();
        }

        private String money(BigDecimal amount) {
            return amount.setScale(3).toPlainString();
        }

        private void purchase(String id) {
            String entry = payments.isEmpty() || random.nextBoolean()
                    ? null
                    : payments.keySet().stream().sorted().findFirst().orElseThrow();
            Map<Long, Long> paid = entry == null ? Map.of() : payments.remove(entry);
            book.run(Commands.purchase(book, bought(id, entry, paid)));
        }

        /** Builds an order for the book and tells the model of it. */
        private Orders bought(String id, String entry, Map<Long, Long> paid) {
            Orders order = Orders.anOrder().id(id);
            List<PlainModel.Line> lines = new ArrayList<>();
            BigDecimal net = BigDecimal.ZERO;
            for (int i = 0; i <= random.nextInt(3); i++) {
                BigDecimal quantity = new BigDecimal(1 + random.nextInt(20)).multiply(new BigDecimal("0.25"));
                BigDecimal price = new BigDecimal(random.nextInt(3_000)).movePointLeft(3);
                BigDecimal gross = quantity.multiply(price).setScale(3, java.math.RoundingMode.HALF_UP);
                BigDecimal discount = random.nextInt(3) == 0
                        ? new BigDecimal(random.nextInt(gross.movePointRight(3).intValueExact() + 1)).movePointLeft(3)
                        : BigDecimal.ZERO;
                order.line("s" + i, quantity.toPlainString(), money(price), "\"discount\":\"" + money(discount) + "\"");
                PlainModel.Line line = new PlainModel.Line(quantity, price, discount);
                lines.add(line);
                net = net.add(line.total);
            }
            BigDecimal byPoints = entry == null
                    ? BigDecimal.ZERO
                    : new BigDecimal(random.nextInt(net.movePointRight(3).intValueExact() + 1)).movePointLeft(3);
            if (entry != null) {
                order.paidByEntry(money(byPoints), entry);
            }
            order.paidBy("card", money(net.subtract(byPoints)));
            told.add(now + " " + order.json());
            long activates = kind.confirmed
                    ? PlainModel.NEVER
                    : kind.activation == null
                            ? 0
                            : now.atZone(ZONE).plus(kind.activation).toEpochSecond();
            model.purchase(
                    new PlainModel.Order(id, lines, paid),
                    byPoints,
                    expires(kind.expiry, kind.endOfMonth),
                    activates,
                    second());
            return order;
        }

        private void redeem() {
            long available = book.available();
            if (available > 0) {
                long amount = 1L + random.nextInt((int) Math.min(available, 1_000_000));
                told.add(now + " redeem " + amount);
                MemberBook.Entry entry = book.run(new Redeem("points", amount));
                payments.put(entry.id().text("txn"), model.redeem(amount, second()));
            }
        }

        private void hold() {
            long available = book.available();
            if (available > 0) {
                long amount = 1L + random.nextInt((int) Math.min(available, 1_000_000));
                Duration ttl = Duration.ofMinutes(1 + random.nextInt(7 * 24 * 60));
                told.add(now + " hold " + amount + " " + ttl);
                MemberBook.Entry entry = book.run(new PlaceHold("points", amount, ttl));
                holds.add(entry);
                Instant end = now.plus(ttl);
                model.hold(entry.id().key(), amount, end.getEpochSecond() + (end.getNano() == 0 ? 0 : 1), second());
            }
        }

        private void endHold() {
            holds.removeIf(hold -> !model.open(hold.id().key()));
            if (!holds.isEmpty()) {
                MemberBook.Entry hold = holds.remove(random.nextInt(holds.size()));
                long held = book.state().holds().get(hold.id().key()).amount();
                long used = random.nextInt((int) held + 1);
                told.add(now + " end hold with " + used);
                MemberBook.Entry entry = book.run(new EndHold(hold.id(), used));
                Map<Long, Long> parts = model.end(hold.id().key(), used, second());
                if (used > 0) {
                    payments.put(entry.id().text("txn"), parts);
                }
            }
        }

        private void giveBack() {
            if (model.orders.isEmpty()) {
                return;
            }
            List<PlainModel.Order> all = List.copyOf(model.orders.values());
            PlainModel.Order order = all.get(random.nextInt(all.size()));
            Map<Integer, BigDecimal> kept = new TreeMap<>();
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < order.lines.size(); i++) {
                int left = order.lines.get(i).kept.movePointRight(2).intValueExact() / 25;
                int back = left == 0 ? 0 : random.nextInt(left + 1);
                if (back > 0) {
                    BigDecimal quantity = new BigDecimal(back).multiply(new BigDecimal("0.25"));
                    parts.add(Integer.toString(i + 1));
                    parts.add(quantity.toPlainString());
                    kept.put(i, order.lines.get(i).kept.subtract(quantity));
                }
            }
            if (!parts.isEmpty()) {
                told.add(now + " return " + order.id + " " + parts);
                book.run(Commands.returned(book, order.id, parts.toArray(String[]::new)));
                model.giveBack(order.id, kept, expires(Period.ofDays(30), false), second());
            }
        }

        private void confirm() {
            for (String order : model.orders.keySet()) {
                if (kind.confirmed && model.waits(order)) {
                    told.add(now + " confirm " + order);
                    book.run(Commands.confirmed(book, order));
                    model.confirm(order, second());
                    return;
                }
            }
        }

        private void adjust() {
            long available = book.available();
            long amount = random.nextBoolean() ? 1 + random.nextInt(60) : -random.nextInt((int) available + 1);
            if (amount != 0) {
                told.add(now + " adjust " + amount);
                book.run(new Adjust("points", amount));
                model.adjust(amount, expires(kind.expiry, kind.endOfMonth), second());
            }
        }

        /** Does something and reverses it: as if it had never been. */
        private void thereAndBack() {
            long available = book.available();
            Command command = switch (random.nextInt(4)) {
                case 0 -> Earn.award("points", 1 + random.nextInt(50), null);
                case 1 -> available == 0 ? new Adjust("points", 5) : new Redeem("points", available);
                case 2 -> available == 0 ? new Adjust("points", 7) : new PlaceHold("points", 1, Duration.ofHours(1));
                default -> model.orders.isEmpty() ? new Adjust("points", 9) : Commands.returned(book, anyOrder());
            };
            told.add(now + " there and back: " + command);
            Balance before = book.balance("points");
            MemberBook.Entry entry;
            try {
                entry = book.run(command);
            } catch (io.walaa.decision.Refusal nothingLeft) {
                assertThat(nothingLeft.code()).isEqualTo("nothing-to-return");
                return;
            }
            book.run(Commands.reversed(entry));
            assertThat(book.balance("points")).isEqualTo(before);
        }

        private String anyOrder() {
            List<String> ids = List.copyOf(model.orders.keySet());
            return ids.get(random.nextInt(ids.size()));
        }

        private void compare() {
            Balance balance = book.balance("points");
            assertThat(balance).isEqualTo(new Balance(model.available(), model.pending(), model.held(), model.debt));
            Map<Long, Long> lots = book.lots("points").stream()
                    .collect(
                            Collectors.toMap(part -> part.lot().expiresAt(), LotPart::amount, Long::sum, TreeMap::new));
            assertThat(lots).isEqualTo(model.lots);
            assertThat(balance.available() >= 0 && balance.debt() >= 0).isTrue();
            assertThat(balance.debt()).isLessThanOrEqualTo(kind.rules.debtMax());
            assertThat(-book.account("points", Account.ISSUED)).isEqualTo(model.issued);
            assertThat(-book.account("points", Account.ADJUSTED)).isEqualTo(model.adjusted);
            assertThat(book.account("points", Account.REDEEMED)).isEqualTo(model.spent);
            assertThat(book.account("points", Account.EXPIRED)).isEqualTo(model.expired);
            assertThat(-book.account("points", Account.WRITTEN_OFF)).isEqualTo(model.writtenOff);
            assertThat(model.issued + model.adjusted + model.debt + model.writtenOff)
                    .as("no point appears or vanishes")
                    .isEqualTo(model.available() + model.pending() + model.held() + model.spent + model.expired);
        }

        /** Some points, an order that some of them may have paid for, and some spending. */
        boolean oneOrder() {
            MemberBook.Entry given = givenFirst();
            boolean points = orderOnly("R", given);
            long available = book.available();
            if (available > 0 && random.nextBoolean()) {
                book.run(new Redeem("points", 1 + random.nextInt((int) available)));
            }
            return points;
        }

        MemberBook.Entry givenFirst() {
            book.at(now).run(new Adjust("points", 40));
            now = now.plus(Duration.ofDays(2));
            book.at(now).run(new Adjust("points", 30));
            return random.nextBoolean() ? book.run(new Redeem("points", 1 + random.nextInt(70))) : null;
        }

        boolean orderOnly(String id, MemberBook.Entry given) {
            book.run(Commands.purchase(
                    book, bought(id, given == null ? null : given.id().text("txn"), Map.of())));
            return given != null;
        }
    }
}
