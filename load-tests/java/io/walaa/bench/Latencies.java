package io.walaa.bench;

import java.util.Arrays;

/** Every latency of a run, in microseconds. */
final class Latencies {
    private int[] micros = new int[1 << 16];
    private int count;

    void add(long nanos) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1000);
    }

    void sort() {
        Arrays.sort(micros, 0, count);
    }

    /** Milliseconds that a share of the requests did not exceed; call {@link #sort} before. */
    double millis(double share) {
        return count == 0 ? 0 : micros[(int) Math.min(count - 1, (long) (share * count))] / 1000.0;
    }
}
