package io.walaa.programme.metric;

import org.jspecify.annotations.Nullable;

/**
 * A measure over a window that ends now: {@code spend_30d} is today and the 29 days before it.
 *
 * @param buckets how many, the current one among them
 */
public record Metric(Measure measure, Grain grain, int buckets) {
    private static final String LIFETIME = "lifetime";

    /** As conditions write it, without {@code metrics.}. */
    public String name() {
        return measure.name() + "_" + (grain == Grain.EVER ? LIFETIME : buckets + String.valueOf(grain.letter()));
    }

    /** The fact of one of its buckets. */
    String fact(long number) {
        return fact(measure, grain, number);
    }

    static String fact(Measure measure, Grain grain, long number) {
        return bucket(measure, grain) + Long.toString(number, 36);
    }

    /** What the facts of a measure's buckets begin with; the number follows. */
    static String bucket(Measure measure, Grain grain) {
        return "m." + measure.key() + "." + grain.letter();
    }

    /** What a field of conditions says to a metric; null for those that are no number. */
    static @Nullable String ofField(String field) {
        return field.startsWith(MetricNames.PREFIX) ? field.substring(MetricNames.PREFIX.length()) : null;
    }
}
