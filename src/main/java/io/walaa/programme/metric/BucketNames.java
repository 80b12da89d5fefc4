package io.walaa.programme.metric;

/**
 * The names of the facts of one metric's buckets. They are the same all day and asked for in every decision, so the
 * last ones are kept; when two threads make them at once, one of the two equal lists stays.
 */
final class BucketNames {
    private final Metric metric;
    private volatile Names names = new Names(Long.MIN_VALUE, new String[0]);

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Names(long last, String[] oldestFirst) {}

    BucketNames(Metric metric) {
        this.metric = metric;
    }

    Metric metric() {
        return metric;
    }

    /** The names from the oldest bucket of the window to the one numbered {@code last}. */
    String[] upTo(long last) {
        Names known = names;
        if (known.last != last) {
            String[] fresh = new String[metric.buckets()];
            for (int i = 0; i < fresh.length; i++) {
                fresh[i] = metric.fact(last - fresh.length + 1 + i);
            }
            known = new Names(last, fresh);
            names = known;
        }
        return known.oldestFirst;
    }
}
