package io.walaa.order;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Spreads an amount over weights so that the parts are whole and add up exactly: everybody gets the floor of their
 * exact share, and what is left goes one by one to the largest remainders, earlier ones first on a tie (the method of
 * Hamilton).
 */
public final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Spreads {@code amount} over {@code weights}. When all weights are zero, all count the same.
     *
     * @param amount not negative
     * @param weights not negative, at least one unless there is nothing to spread; their sum fits a long
     * @return the parts, in the order of the weights
     */
    public static long[] spread(long amount, long[] weights) {
        if (amount < 0 || (amount > 0 && weights.length == 0)) {
            throw new IllegalArgumentException("cannot spread " + amount + " over " + weights.length);
        }
        long sum = sum(weights);
        if (sum == 0 && amount > 0) {
            long[] same = new long[weights.length];
            Arrays.fill(same, 1);
            return spread(amount, same);
        }
        long[] parts = new long[weights.length];
        if (amount == 0) {
            return parts;
        }
        long[] remainders = new long[weights.length];
        long left = amount;
        for (int i = 0; i < weights.length; i++) {
            if (Math.multiplyHigh(amount, weights[i]) == 0 && amount * weights[i] >= 0) {
                parts[i] = amount * weights[i] / sum;
                remainders[i] = amount * weights[i] % sum;
            } else {
                BigInteger[] share = BigInteger.valueOf(amount)
                        .multiply(BigInteger.valueOf(weights[i]))
                        .divideAndRemainder(BigInteger.valueOf(sum));
                parts[i] = share[0].longValueExact();
                remainders[i] = share[1].longValueExact();
            }
            left -= parts[i];
        }
        giveRest(left, parts, remainders);
        return parts;
    }

    private static long sum(long[] weights) {
        long sum = 0;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("negative weight " + weight);
            }
            sum = Math.addExact(sum, weight);
        }
        return sum;
    }

    private static void giveRest(long left, long[] parts, long[] remainders) {
        for (long rest = left; rest > 0; rest--) {
            int largest = 0;
            for (int i = 1; i < remainders.length; i++) {
                if (remainders[i] > remainders[largest]) {
                    largest = i;
                }
            }
            parts[largest]++;
            remainders[largest] = -1;
        }
    }
}
