package io.walaa.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long WORKED = TimeUnit.MILLISECONDS.toNanos(20);

    @Test
    void nothing_is_rested_while_others_leave_most_of_the_machine() {
        assertThat(Pace.factor(0.05, 0)).isZero();
        assertThat(Pace.factor(0.3, 0)).isZero();
    }

    @Test
    void what_the_back_test_takes_itself_makes_it_no_slower() {
        assertThat(Pace.factor(1, 0.75)).isZero();
        assertThat(Pace.factor(0.9, 0.1)).isEqualTo(Pace.factor(0.8, 0));
    }

    @Test
    void the_more_others_take_the_longer_it_rests() {
        assertThat(Pace.factor(0.5, 0)).isPositive().isLessThan(Pace.factor(0.7, 0));
        assertThat(Pace.factor(1, 0)).isEqualTo(15);
    }

    @Test
    void a_machine_that_does_not_say_how_busy_it_is_is_spared() {
        assertThat(Pace.factor(-1, 0)).isEqualTo(2);
        assertThat(Pace.factor(Double.NaN, 0)).isEqualTo(2);
    }

    @Test
    void a_rest_is_counted_from_the_processor_time_of_the_work_and_never_long() {
        Pace pace = new Pace(() -> -1, 2);
        assertThat(pace.restMillis(WORKED)).isEqualTo(60);
        assertThat(pace.restMillis(1_000 * WORKED)).isEqualTo(2_000);
    }
}
