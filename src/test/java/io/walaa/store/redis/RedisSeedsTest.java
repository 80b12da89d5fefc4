package io.walaa.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSeedsTest {
    @Test
    void one_address_stays_as_it_is() {
        assertThat(RedisSeeds.of(URI.create("redis://:pw@redis:6379/2")))
                .containsExactly(URI.create("redis://:pw@redis:6379/2"));
    }

    @Test
    void several_share_scheme_and_password() {
        assertThat(RedisSeeds.of(URI.create("rediss://user:p%40w@one:7000,two")))
                .containsExactly(URI.create("rediss://user:p%40w@one:7000"), URI.create("rediss://user:p%40w@two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis:one", "redis://one:7000,", "redis://,two:7000", "redis://one:seven,two"})
    void nonsense_is_refused(String url) {
        assertThatThrownBy(() -> RedisSeeds.of(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7:7001, redis://:pw@10.0.0.7:7001",
        ":7001, redis://:pw@one:7001",
        "::1:7001, redis://:pw@[::1]:7001",
        "node-3.redis:7001, redis://:pw@node-3.redis:7001",
    })
    void other_nodes_are_reached_as_the_seed_is(String address, String url) {
        assertThat(RedisSeeds.at(URI.create("redis://:pw@one:6379/0"), address)).isEqualTo(URI.create(url));
    }
}
