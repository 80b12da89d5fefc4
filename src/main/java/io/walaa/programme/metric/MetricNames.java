package io.walaa.programme.metric;

import dev.cel.common.types.SimpleType;
import io.walaa.json.InputCode;
import io.walaa.json.Nearest;
import io.walaa.json.Value;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metrics that a document may read, by name, and those that it does read. */
public final class MetricNames {
    static final String PREFIX = "metrics.";
    static final String FIRST = "first_purchase_at";
    static final String LAST = "last_purchase_at";
    /** Whole days of the programme since the last purchase; nothing before the first. */
    public static final String SINCE = "days_since_last_purchase";
    /** Stands in for a metric that could not be read. */
    private static final Metric NONE = new Metric(Measure.VISITS, Grain.EVER, 1);

    private final Map<String, Metric> byName = new LinkedHashMap<>();
    private final Set<Metric> used = new LinkedHashSet<>();

    /** Makes a measure known, in every window. */
    void declare(Measure measure) {
        for (Grain grain : Grain.values()) {
            for (int buckets = 1; buckets <= grain.most(); buckets++) {
                Metric metric = new Metric(measure, grain, buckets);
                byName.putIfAbsent(metric.name(), metric);
            }
        }
    }

    /** Offers all metrics to conditions. */
    void offer(Fields fields) {
        byName.forEach((name, metric) -> {
            BucketNames buckets = new BucketNames(metric);
            fields.add(
                    PREFIX + name,
                    SimpleType.INT,
                    Area.METRICS,
                    sight -> MetricBook.of(sight).sum(buckets));
        });
        fields.add(
                PREFIX + SINCE,
                SimpleType.INT,
                Area.METRICS,
                sight -> MetricBook.of(sight).daysSince(LAST));
        for (String time : new String[] {FIRST, LAST}) {
            fields.add(
                    PREFIX + time,
                    SimpleType.TIMESTAMP,
                    Area.METRICS,
                    sight -> MetricBook.of(sight).instant(time));
        }
    }

    /** Reads the name of a metric, such as {@code visits_4w}, and has it kept. */
    public Metric read(Value value) {
        String name = value.text(80);
        Metric metric = byName.get(name);
        if (metric != null) {
            used.add(metric);
            return metric;
        }
        if (!name.isEmpty()) {
            String near = Nearest.to(name, byName.keySet());
            if (near == null) {
                value.refuse(InputCode.UNKNOWN_REFERENCE, "kind", "metric", "value", name);
            } else {
                value.refuse(InputCode.UNKNOWN_REFERENCE, "kind", "metric", "value", name, "near", near);
            }
        }
        return NONE;
    }

    /** The metrics among the fields of a condition. */
    public List<Metric> among(Collection<String> fields) {
        List<Metric> metrics = new ArrayList<>();
        for (String field : fields) {
            String name = Metric.ofField(field);
            Metric metric = name == null ? null : byName.get(name);
            if (metric != null) {
                metrics.add(metric);
            }
        }
        return metrics;
    }

    /** A measure by name; null if there is none. */
    public @Nullable Measure measure(String name) {
        Metric ever = byName.get(name + "_lifetime");
        return ever == null ? null : ever.measure();
    }

    /** The names of all measures. */
    public List<String> measures() {
        return byName.values().stream()
                .map(metric -> metric.measure().name())
                .distinct()
                .toList();
    }

    /** Has everything kept that conditions look at. */
    void use(Collection<String> fields) {
        used.addAll(among(fields));
    }

    Set<Metric> used() {
        return used;
    }
}
