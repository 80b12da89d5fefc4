package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.walaa.decision.Refusal;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a channel does when its stream may have gone on unheard while it was being read. */
class SubscriptionTest {
    private final List<LivePosition> asked = new ArrayList<>();
    private final List<Promise<LiveRead>> answers = new ArrayList<>();
    private final Screen screen = new Screen();
    private final Subscription subscription =
            new Subscription(screen, ChannelName.MEMBER, new Topic("shop", "mem_1", 0), from -> {
                asked.add(from);
                answers.add(Promise.promise());
                return answers.get(answers.size() - 1).future();
            });

    /** A screen that notes what it is told. */
    private static final class Screen extends Session {
        private final List<Long> shown = new ArrayList<>();
        private final List<String> resets = new ArrayList<>();

        private final List<CloseCode> ends = new ArrayList<>();

        Screen() {
            super(new Hub(null, null), "127.0.0.1");
        }

        @Override
        void show(Subscription subscription, Publication publication) {
            shown.add(publication.offset());
        }

        @Override
        void reset(Subscription subscription, String reason) {
            resets.add(reason);
        }

        @Override
        void end(CloseCode code) {
            ends.add(code);
        }

        @Override
        void drain(long afterMillis) {
            throw new IllegalStateException("nobody sends it away");
        }

        @Override
        int look(int now) {
            return 0;
        }
    }

    private static LiveRead at(String epoch, long offset, String missed) {
        return new LiveRead(new LivePosition(epoch, offset), missed, "", List.of());
    }

    private static Publication message(String epoch, long offset) {
        return new Publication(ChannelName.MEMBER, epoch, offset, false, locale -> List.of());
    }

    private void join() {
        Future<LiveRead> joined = subscription.join(LivePosition.NONE);
        answers.get(0).complete(at("1.a", 4, "none"));
        assertThat(joined.succeeded()).isTrue();
        subscription.begin();
    }

    @Test
    void fan_out_lost_while_a_screen_joins_makes_it_look_once_more() {
        subscription.join(LivePosition.NONE);
        subscription.lookAgain();
        answers.get(0).complete(at("1.a", 4, "none"));
        assertThat(asked).as("it reads one thing at a time").hasSize(1);

        subscription.begin();

        assertThat(asked).containsExactly(LivePosition.NONE, new LivePosition("1.a", 4));
        answers.get(1).complete(at("1.a", 4, "yes"));
        assertThat(screen.resets).isEmpty();
        subscription.publish(message("1.a", 5));
        assertThat(screen.shown).containsExactly(5L);
    }

    @Test
    void fan_out_lost_while_a_gap_is_read_makes_it_look_once_more() {
        join();
        subscription.publish(message("1.a", 6));
        assertThat(asked).hasSize(2);

        subscription.lookAgain();
        subscription.lookAgain();
        answers.get(1).complete(at("2.b", 0, "epoch"));

        assertThat(screen.resets).containsExactly("epoch");
        assertThat(asked).hasSize(3).endsWith(new LivePosition("2.b", 0));
        answers.get(2).complete(at("2.b", 0, "yes"));
        assertThat(asked).hasSize(3);
    }

    @Test
    void more_than_can_wait_is_read_from_the_stream() {
        subscription.join(LivePosition.NONE);
        for (int offset = 1; offset <= 600; offset++) {
            subscription.publish(message("1.a", offset));
        }
        answers.get(0).complete(at("1.a", 0, "none"));

        subscription.begin();

        assertThat(screen.shown).hasSize(512);
        assertThat(asked).hasSize(2).endsWith(new LivePosition("1.a", 512));
    }

    private void fail(int answer, Throwable why) {
        answers.get(answer).fail(why);
    }

    @Test
    void a_screen_that_joins_while_the_store_is_away_waits_on_its_connection() {
        Future<LiveRead> joined = subscription.join(LivePosition.NONE);
        fail(0, Refusal.unavailable("redis-unavailable", 1_000));
        assertThat(joined.isComplete()).isFalse();
        assertThat(asked).hasSize(1);

        screen.hub().tick();
        assertThat(asked).containsExactly(LivePosition.NONE, LivePosition.NONE);
        answers.get(1).complete(at("2.b", 3, "none"));

        assertThat(joined.result().position().offset()).isEqualTo(3);
        screen.hub().tick();
        assertThat(asked).as("no more than needed").hasSize(2);
    }

    @Test
    void one_that_joins_is_sent_away_before_its_client_gives_up() {
        Future<LiveRead> joined = subscription.join(LivePosition.NONE);
        for (int tried = 0; tried < 8; tried++) {
            fail(tried, Refusal.unavailable("redis-unavailable", 1_000));
            assertThat(joined.isComplete()).isFalse();
            screen.hub().tick();
        }
        fail(8, Refusal.unavailable("redis-unavailable", 1_000));
        assertThat(joined.failed()).isTrue();
    }

    @Test
    void for_a_member_that_is_not_there_nobody_waits() {
        Future<LiveRead> joined = subscription.join(LivePosition.NONE);
        fail(0, Refusal.notFound("member-not-found"));
        assertThat(joined.failed()).isTrue();
    }

    @Test
    void one_that_has_joined_is_read_as_soon_as_the_store_is_back_however_long_that_takes() {
        join();
        subscription.lookAgain();
        for (int tried = 1; tried < 100; tried++) {
            fail(tried, new IllegalStateException("the connection to Redis ended"));
            screen.hub().tick();
        }
        subscription.publish(message("2.b", 1));
        answers.get(100).complete(at("2.b", 0, "epoch"));

        assertThat(asked).hasSize(101).endsWith(new LivePosition("1.a", 4));
        assertThat(screen.resets).containsExactly("epoch");
        assertThat(screen.shown).as("what came meanwhile").containsExactly(1L);
        assertThat(screen.ends).isEmpty();
    }

    @Test
    void nothing_is_read_for_one_that_has_left() {
        join();
        subscription.lookAgain();
        fail(1, new IllegalStateException("the connection to Redis ended"));
        subscription.leave();
        screen.hub().tick();
        assertThat(asked).hasSize(2);
        assertThat(screen.ends).isEmpty();
    }

    @Test
    void the_screen_of_a_member_that_is_there_no_more_is_ended() {
        join();
        subscription.lookAgain();
        fail(1, Refusal.notFound("member-not-found"));
        assertThat(screen.ends).containsExactly(CloseCode.BAD_TOKEN);
    }
}
