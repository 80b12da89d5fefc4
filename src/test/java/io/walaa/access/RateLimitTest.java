package io.walaa.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private long now = 1_000_000_000L;
    private final RateLimit limit = new RateLimit("key", 10, Duration.ofSeconds(5), () -> now);

    @Test
    void a_burst_of_the_whole_quota_passes_and_the_next_request_waits_its_share() {
        for (int i = 9; i >= 0; i--) {
            assertThat(limit.count("a"))
                    .matches(RateLimit.Verdict::allowed)
                    .extracting("remaining")
                    .isEqualTo((long) i);
        }
        RateLimit.Verdict refused = limit.count("a");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfterMillis()).isBetween(500L, 501L);
        now += 500_000_000L;
        assertThat(limit.count("a").allowed()).isTrue();
        assertThat(limit.count("a").allowed()).isFalse();
    }

    @Test
    void callers_do_not_share() {
        for (int i = 0; i < 10; i++) {
            limit.count("a");
        }
        assertThat(limit.count("b").allowed()).isTrue();
    }

    @Test
    void headers_say_quota_window_and_what_is_left() {
        assertThat(limit.policy()).isEqualTo("\"key\";q=10;w=5");
        assertThat(limit.state(limit.count("a"))).isEqualTo("\"key\";r=9;t=1");
    }
}
