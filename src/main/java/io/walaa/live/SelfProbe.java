package io.walaa.live;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Publishes to its own node in each partition that it hears: a connection may stand and pass nothing on. */
final class SelfProbe {
    private final AtomicReferenceArray<@Nullable String> awaited;
    private final IntPredicate heard;
    private final BiFunction<Integer, String, Future<Void>> publish;

    /**
     * @param heard whether the subscription of a partition was confirmed
     * @param publish tells all nodes that hear a partition
     */
    SelfProbe(int partitions, IntPredicate heard, BiFunction<Integer, String, Future<Void>> publish) {
        this.awaited = new AtomicReferenceArray<>(partitions);
        this.heard = heard;
        this.publish = publish;
    }

    /**
     * Publishes in each partition, but in those that are found silent: there the subscription is about to be made
     * again, and what is published meanwhile would not come either.
     *
     * @return the partitions in which what was published the last time did not come
     */
    List<Integer> look() {
        List<Integer> silent = new ArrayList<>();
        for (int partition = 0; partition < awaited.length(); partition++) {
            if (!heard.test(partition)) {
                continue;
            }
            if (awaited.getAndSet(partition, null) != null) {
                silent.add(partition);
                continue;
            }
            int number = partition;
            String text = "probe " + Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36);
            awaited.set(number, text);
            // while Redis does not answer, nothing can come and nothing is wrong with the subscriber
            publish.apply(number, text).onFailure(down -> awaited.compareAndSet(number, text, null));
        }
        return silent;
    }

    /** One came through. */
    void came(int partition, String text) {
        if (text.equals(awaited.get(partition))) {
            awaited.set(partition, null);
        }
    }
}
