package io.walaa.bench;

import java.util.Arrays;
import java.util.Random;

/** Draws members' numbers: uniformly, by Zipf (exponent 1: the k-th most active is 1/k as active), or always the first. */
final class Draw {
    private static final int ZIPF_DRAWS = 1 << 20;

    private final Random random = new Random();
    private final long first;
    private final int count;
    private final int[] zipf;
    private int position;
    private long drawn;

    private Draw(long first, int count, int[] zipf) {
        this.first = first;
        this.count = count;
        this.zipf = zipf;
        this.position = zipf.length == 0 ? 0 : random.nextInt(zipf.length);
    }

    static Draw of(Plan plan) {
        return new Draw(plan.first(), plan.count(), plan.distribution().equals("zipf") ? zipf(plan.count()) : new int[0]);
    }

    /** Drawn ahead, so that a draw costs the generator nothing while it measures. */
    private static int[] zipf(int count) {
        double[] cumulative = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
        Random random = new Random(7);
        int[] drawn = new int[ZIPF_DRAWS];
        for (int i = 0; i < drawn.length; i++) {
            int at = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
            drawn[i] = Math.min(count - 1, at < 0 ? -at - 1 : at);
        }
        return drawn;
    }

    long next() {
        if (zipf.length > 0) {
            position = position + 1 == zipf.length ? 0 : position + 1;
            drawn = first + zipf[position];
        } else {
            drawn = first + random.nextInt(count);
        }
        return drawn;
    }

    /** The last one drawn. */
    long drawn() {
        return drawn;
    }
}
