package io.walaa.programme.metric;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Metrics that time alone changes, as {@link MetricBook#nextChange} goes through them. */
public final class TimedMetrics {
    private final List<BucketNames> all = new ArrayList<>();

    /** Those among {@code metrics} that have a window. */
    public TimedMetrics(Collection<Metric> metrics) {
        for (Metric metric : new LinkedHashSet<>(metrics)) {
            if (metric.grain() != Grain.EVER) {
                all.add(new BucketNames(metric));
            }
        }
    }

    List<BucketNames> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}
