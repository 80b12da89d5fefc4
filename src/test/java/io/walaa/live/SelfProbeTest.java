package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node publishes to itself, and what it makes of it when that does not come. */
class SelfProbeTest {
    private final Map<Integer, String> published = new HashMap<>();
    private Future<Void> redis = Future.succeededFuture();
    private final SelfProbe probe = new SelfProbe(3, partition -> partition < 2, (partition, text) -> {
        published.put(partition, text);
        return redis;
    });

    private void come(int... partitions) {
        for (int partition : partitions) {
            probe.came(partition, published.get(partition));
        }
    }

    @Test
    void only_what_is_heard_is_probed_and_what_came_is_not_silent() {
        assertThat(probe.look()).isEmpty();
        assertThat(published).containsOnlyKeys(0, 1);
        come(0, 1);
        assertThat(probe.look()).isEmpty();
    }

    @Test
    void what_did_not_come_is_silent_once_and_then_probed_anew() {
        probe.look();
        come(0);
        published.clear();

        assertThat(probe.look()).containsExactly(1);
        assertThat(published).as("the silent one is made again first").containsOnlyKeys(0);
        come(0);

        assertThat(probe.look()).as("it has not been probed since").isEmpty();
        assertThat(published).containsOnlyKeys(0, 1);
        come(0, 1);
        assertThat(probe.look()).isEmpty();
    }

    @Test
    void another_nodes_probe_says_nothing_of_ones_own() {
        probe.look();
        come(0);
        probe.came(1, "probe of another");
        assertThat(probe.look()).containsExactly(1);
    }

    @Test
    void while_redis_is_away_nothing_is_silent() {
        redis = Future.failedFuture("no connection");
        probe.look();
        assertThat(probe.look()).isEmpty();
    }
}
