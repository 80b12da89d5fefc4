package io.walaa.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedirectTest {
    @Test
    void errors_of_a_cluster_are_told_from_others() {
        assertThat(Redirect.of("MOVED 3999 127.0.0.1:6381"))
                .isEqualTo(new Redirect(Redirect.Kind.MOVED, 3999, "127.0.0.1:6381"));
        assertThat(Redirect.of("ASK 12 [::1]:6381")).isEqualTo(new Redirect(Redirect.Kind.ASK, 12, "[::1]:6381"));
        assertThat(Redirect.of("TRYAGAIN Multiple keys request during rehashing of slot"))
                .isEqualTo(new Redirect(Redirect.Kind.TRYAGAIN, -1, ""));
        assertThat(Redirect.of("CLUSTERDOWN Hash slot not served"))
                .isEqualTo(new Redirect(Redirect.Kind.CLUSTERDOWN, -1, ""));
        assertThat(Redirect.of("NOSCRIPT No matching script")).isNull();
        assertThat(Redirect.of(new IllegalStateException("MOVED 1 a:1"))).isNull();
    }
}
