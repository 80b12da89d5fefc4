package io.walaa.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnsettledTest {
    private final Unsettled unsettled = new Unsettled();
    private static final int SLOT = 7;

    @Test
    void calls_of_a_slot_wait_a_second_together() {
        assertThat(unsettled.worthAnotherTry(SLOT, 0)).isTrue();
        assertThat(unsettled.worthAnotherTry(SLOT, millis(900))).isTrue();
        assertThat(unsettled.worthAnotherTry(SLOT, millis(1_100))).isFalse();
        assertThat(unsettled.worthAnotherTry(SLOT, millis(5_000))).isFalse();
        assertThat(unsettled.worthAnotherTry(SLOT + 1, millis(5_000))).isTrue();
    }

    @Test
    void one_that_was_done_or_long_ago_begins_anew() {
        unsettled.worthAnotherTry(SLOT, 0);
        unsettled.settled(SLOT);
        assertThat(unsettled.worthAnotherTry(SLOT, millis(2_000))).isTrue();
        assertThat(unsettled.worthAnotherTry(SLOT, millis(2_000 + 6_000))).isTrue();
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
