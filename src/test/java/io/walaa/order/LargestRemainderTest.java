package io.walaa.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargestRemainderTest {
    @Test
    void the_rest_goes_to_the_largest_remainders() {
        assertThat(LargestRemainder.spread(10, new long[] {1, 1, 1})).containsExactly(4, 3, 3);
        assertThat(LargestRemainder.spread(100, new long[] {333, 333, 334})).containsExactly(33, 33, 34);
        assertThat(LargestRemainder.spread(7, new long[] {5, 0, 2})).containsExactly(5, 0, 2);
        assertThat(LargestRemainder.spread(2, new long[] {1, 9})).containsExactly(0, 2);
    }

    @Test
    void nothing_is_spread_over_nothing_and_equally_over_zeros() {
        assertThat(LargestRemainder.spread(0, new long[0])).isEmpty();
        assertThat(LargestRemainder.spread(0, new long[] {0, 3})).containsExactly(0, 0);
        assertThat(LargestRemainder.spread(5, new long[] {0, 0})).containsExactly(3, 2);
    }

    @Test
    void impossible_spreads_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LargestRemainder.spread(-1, new long[] {1}));
        assertThatIllegalArgumentException().isThrownBy(() -> LargestRemainder.spread(1, new long[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> LargestRemainder.spread(1, new long[] {1, -1}));
    }

    @Test
    void parts_add_up_and_are_within_one_of_the_exact_share() {
        long seed = Long.getLong("walaa.seed", 20_261_121);
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            long amount = magnitude(random);
            long[] weights = new long[1 + random.nextInt(12)];
            Arrays.setAll(weights, i -> random.nextInt(4) == 0 ? 0 : magnitude(random));
            long[] parts = LargestRemainder.spread(amount, weights);
            String what = "seed " + seed + ", round " + round + ": " + amount + " over " + Arrays.toString(weights);
            assertThat(Arrays.stream(parts).sum()).as(what).isEqualTo(amount);
            BigInteger sum = BigInteger.valueOf(Arrays.stream(weights).sum());
            for (int i = 0; i < weights.length && sum.signum() > 0; i++) {
                BigInteger floor = BigInteger.valueOf(amount)
                        .multiply(BigInteger.valueOf(weights[i]))
                        .divide(sum);
                assertThat(parts[i] - floor.longValueExact()).as(what).isBetween(0L, 1L);
                assertThat(weights[i] > 0 || parts[i] == 0).as(what).isTrue();
            }
        }
    }

    /** Small and huge numbers alike: up to 2^53 at a magnitude that is itself drawn. */
    private static long magnitude(Random random) {
        return random.nextLong() >>> (11 + random.nextInt(53));
    }
}
