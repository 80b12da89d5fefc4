package io.walaa.programme.metric;

import io.walaa.decision.Effect;
import io.walaa.member.MemberChange;
import io.walaa.programme.EventType;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.Stage;
import io.walaa.programme.course.TakenBack;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the metrics that the document reads, each in the buckets of its widest window. */
public final class Metrics implements Stage {
    private static final String NOT_COUNTED = "0";

    private final List<Measure> measures;
    private final Map<Measure, Map<Grain, Integer>> windows = new LinkedHashMap<>();
    /** What is kept, by what its facts begin with. */
    private final Map<String, Window> byBucket = new HashMap<>();

    private final boolean times;
    private final String currency;
    private final Map<String, BigDecimal> rates;

    /**
     * @param measures all that the document knows
     * @param used metrics that it reads
     * @param times whether it reads when the member first or last bought
     * @param rates programme's minor units for one minor unit of another currency
     */
    Metrics(List<Measure> measures, Set<Metric> used, boolean times, String currency, Map<String, BigDecimal> rates) {
        this.measures = measures;
        this.times = times;
        this.currency = currency;
        this.rates = rates;
        for (Metric metric : used) {
            windows.computeIfAbsent(metric.measure(), m -> new EnumMap<>(Grain.class))
                    .merge(metric.grain(), metric.buckets(), Math::max);
        }
        windows.forEach((measure, kept) -> kept.forEach(
                (grain, buckets) -> byBucket.put(Metric.bucket(measure, grain), new Window(grain, buckets))));
    }

    private record Window(Grain grain, int buckets) {}

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public void recorded(Happening happening) {
        MetricBook book = MetricBook.of(happening.sight());
        RecordedEvent event = happening.event();
        if (event != null) {
            LocalDate day = book.today();
            for (Measure measure : measures) {
                if (measure.kind() == Measure.Kind.EVENTS && measure.of().equals(event.type())) {
                    add(book, measure, day, 1);
                }
            }
            if (event.type().equals(EventType.PURCHASE)) {
                bought(happening, book, day);
            }
        }
        changed(happening);
        if (book.grown()) {
            prune(happening.member(), book);
        }
    }

    private void bought(Happening happening, MetricBook book, LocalDate day) {
        add(book, Measure.PURCHASES, day, 1);
        if (times) {
            book.happened(happening.at());
        }
        String paidIn = happening.event() == null || happening.event().purchase() == null
                ? currency
                : happening.event().purchase().currency();
        if (paidIn.equals(currency)) {
            add(book, Measure.SPEND, day, happening.base().total());
            return;
        }
        BigDecimal rate = rates.get(paidIn);
        happening.keep(name(), rate == null ? NOT_COUNTED : rate.toPlainString());
        if (rate != null) {
            add(book, Measure.SPEND, day, converted(happening.base().total(), rate));
        } else if (windows.containsKey(Measure.SPEND)) {
            happening.tell(Effect.of("spend.not-counted", "currency", paidIn));
        }
    }

    private static long converted(long minor, BigDecimal rate) {
        return BigDecimal.valueOf(minor)
                .multiply(rate)
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    @Override
    public void takenBack(Happening happening, TakenBack order) {
        MetricBook book = MetricBook.of(happening.sight());
        Instant placed = order.placedAt();
        if (placed != null) {
            LocalDate day = placed.atZone(happening.programme().zone()).toLocalDate();
            String kept = order.kept(name());
            long before = order.order().keptBase(order.order().returned());
            long after = before - order.base();
            if (kept != null) {
                BigDecimal rate = new BigDecimal(kept);
                before = converted(before, rate);
                after = converted(after, rate);
            }
            add(book, Measure.SPEND, day, after - before);
            if (order.complete() != order.wasComplete()) {
                add(book, Measure.PURCHASES, day, order.complete() ? -1 : 1);
            }
            earned(happening, book, day);
        }
        changed(happening);
    }

    @Override
    public void changed(Happening happening) {
        MetricBook book = MetricBook.of(happening.sight());
        earned(happening, book, book.today());
    }

    private void earned(Happening happening, MetricBook book, LocalDate day) {
        book.earned().forEach((unit, amount) -> {
            if (happening.programme().unit(unit) != null) {
                add(book, Measure.earned(unit), day, amount);
            }
        });
    }

    private void add(MetricBook book, Measure measure, LocalDate day, long amount) {
        if (amount != 0) {
            book.add(measure, day, amount, windows.getOrDefault(measure, Map.of()));
        }
    }

    /** Forgets buckets that no window reaches any more, and those that nobody reads. */
    private void prune(MemberChange member, MetricBook book) {
        List<String> old = new ArrayList<>(0);
        for (String fact : member.facts().keySet()) {
            if (fact.startsWith("m.") && fact.length() > 3 && !kept(fact, book)) {
                old.add(fact);
            }
        }
        old.forEach(fact -> member.fact(fact, null));
    }

    private boolean kept(String fact, MetricBook book) {
        int number = fact.lastIndexOf('.') + 2;
        Window window = byBucket.get(fact.substring(0, number));
        return window != null
                && book.age(window.grain, Long.parseLong(fact, number, fact.length(), 36)) < window.buckets;
    }
}
