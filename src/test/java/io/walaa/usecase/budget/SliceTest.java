package io.walaa.usecase.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.walaa.programme.earning.Allowance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private final List<Long> asked = new ArrayList<>();
    private long house = 100;

    private final Slice slice = new Slice(points -> {
        asked.add(points);
        long given = Math.min(house, Math.max(points, 40));
        house -= given;
        return Future.succeededFuture(new Slice.Taken(given, given == 0 ? "" : "entry-" + asked.size()));
    });

    @Test
    void what_is_set_aside_comes_from_what_is_in_hand_before_the_house_is_asked() {
        assertThat(share(10)).isEqualTo(new Allowance.Share(10, "entry-1", false));
        assertThat(share(30)).isEqualTo(new Allowance.Share(30, "entry-1", false));
        assertThat(asked).containsExactly(10L);
        assertThat(share(5).slice()).isEqualTo("entry-2");
    }

    @Test
    void what_is_not_given_is_in_hand_again() {
        share(40);
        slice.release(25);
        assertThat(slice.left()).isEqualTo(25);
        assertThat(share(25).slice()).isEqualTo("entry-1");
    }

    @Test
    void the_last_points_are_set_aside_in_part_and_then_none() {
        share(90);
        assertThat(share(60)).isEqualTo(new Allowance.Share(10, "entry-2", true));
        assertThat(share(1).points()).isZero();
        assertThat(share(1).all()).isTrue();
    }

    @Test
    void only_what_nobody_asked_for_so_long_is_drained_and_never_what_is_set_aside() {
        share(10);
        assertThat(slice.drain(HOUR)).isZero();
        assertThat(slice.left()).isEqualTo(30);
        assertThat(slice.drain(Long.MIN_VALUE)).isEqualTo(30);
        assertThat(slice.left()).isZero();
        assertThat(slice.drain(Long.MIN_VALUE)).isZero();
    }

    @Test
    void a_drained_slice_asks_the_house_again() {
        share(10);
        slice.drain(Long.MIN_VALUE);
        assertThat(share(10).slice()).isEqualTo("entry-2");
    }

    @Test
    void those_that_come_while_the_house_is_asked_ask_it_once() {
        Promise<Slice.Taken> answer = Promise.promise();
        Slice waiting = new Slice(points -> {
            asked.add(points);
            return answer.future();
        });
        Future<Allowance.Share> first = waiting.lease(10);
        Future<Allowance.Share> second = waiting.lease(20);
        answer.complete(new Slice.Taken(40, "one"));
        assertThat(first.result().points()).isEqualTo(10);
        assertThat(second.result().points()).isEqualTo(20);
        assertThat(asked).containsExactly(10L);
        assertThat(waiting.left()).isEqualTo(10);
    }

    private Allowance.Share share(long points) {
        return slice.lease(points).result();
    }
}
