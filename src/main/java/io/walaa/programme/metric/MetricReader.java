package io.walaa.programme.metric;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.order.Currencies;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code metrics: {reviews: {event: custom:review}}}, which counts events of a type, and {@code exchange: {SAR:
 * "0.082"}}, what one unit of another currency is worth in the programme's, so that spend in it counts.
 */
public final class MetricReader {
    private static final int METRICS_MAX = 20;
    private static final int CURRENCIES_MAX = 50;
    private static final int RATE_DECIMALS = 9;
    private static final BigDecimal RATE_MAX = BigDecimal.valueOf(1_000_000);
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final Set<String> TAKEN = Set.of("spend", "purchases", "visits");

    private final List<Measure> measures = new ArrayList<>();

    /** Makes every metric known to conditions, before any of them is read. */
    public void declare(Input in, Vocabulary names, Set<String> units) {
        measures.addAll(List.of(Measure.SPEND, Measure.PURCHASES, Measure.VISITS));
        units.forEach(unit -> measures.add(Measure.earned(unit)));
        Map<String, String> counted = in.optional(
                "metrics",
                value -> value.map(
                        METRICS_MAX,
                        Vocabulary.NAME,
                        Vocabulary.NAME_EXPECTED,
                        each -> each.object(fields -> EventType.read(fields.field("event")))),
                Map.of());
        counted.forEach((name, type) -> {
            if (TAKEN.contains(name) || name.startsWith("earned-")) {
                in.refuse("metrics", InputCode.DUPLICATE, "value", name);
            } else {
                measures.add(Measure.events(name, type));
            }
        });
        measures.forEach(names.metrics()::declare);
        names.metrics().offer(names.fields());
    }

    /** What is kept, once all conditions and other readers of metrics are read. */
    public Metrics read(Input in, Vocabulary names) {
        Map<String, BigDecimal> rates = in
                .optional(
                        "exchange",
                        value -> value.map(CURRENCIES_MAX, CODE, "a currency's code of ISO 4217", rate -> rate),
                        Map.<String, Value>of())
                .entrySet()
                .stream()
                .collect(
                        LinkedHashMap::new,
                        (all, rate) -> all.put(rate.getKey(), rate(rate.getKey(), rate.getValue(), names.currency())),
                        Map::putAll);
        Set<String> read = names.conditions().reads();
        names.metrics().use(read);
        boolean times = read.contains(MetricNames.PREFIX + MetricNames.FIRST)
                || read.contains(MetricNames.PREFIX + MetricNames.SINCE)
                || read.contains(MetricNames.PREFIX + MetricNames.LAST);
        return new Metrics(List.copyOf(measures), names.metrics().used(), times, names.currency(), Map.copyOf(rates));
    }

    private static BigDecimal rate(String code, Value value, String currency) {
        Integer digits = Currencies.digits(code);
        Integer own = Currencies.digits(currency);
        if (digits == null) {
            value.refuseUnknown(InputCode.UNKNOWN_CURRENCY, code, Currencies.codes());
            return BigDecimal.ONE;
        }
        if (code.equals(currency)) {
            value.refuse(InputCode.DUPLICATE, "value", code);
        }
        BigDecimal rate = value.decimalOrNumber(RATE_DECIMALS);
        if (rate.signum() <= 0) {
            value.refuse(InputCode.TOO_SMALL, "min", "0.000000001");
        } else if (rate.compareTo(RATE_MAX) > 0) {
            value.refuse(InputCode.TOO_LARGE, "max", RATE_MAX.toPlainString());
        }
        return rate.movePointRight((own == null ? 0 : own) - digits);
    }
}
