package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
            new Subscription(screen, ChannelName.MEMBER, new Topic("shop", "mem_1"), from -> {
                asked.add(from);
                answers.add(Promise.promise());
                return answers.get(answers.size() - 1).future();
            });

    /** A screen that notes what it is told. */
    private static final class Screen extends Session {
        private final List<Long> shown = new ArrayList<>();
        private final List<String> resets = new ArrayList<>();

        Screen() {
            super(null, "127.0.0.1");
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
            throw new IllegalStateException("nobody ends it");
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
}
