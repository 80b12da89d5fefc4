package io.walaa.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void a_slip_of_the_finger_finds_its_name() {
        assertThat(Nearest.to("glod", List.of("silver", "gold"))).isEqualTo("gold");
        assertThat(Nearest.to("Totl", List.of("total"))).isEqualTo("total");
        assertThat(Nearest.to("recieve", List.of("receive", "relieve"))).isEqualTo("receive");
    }

    @Test
    void what_is_not_near_has_no_name() {
        assertThat(Nearest.to("visit", List.of("purchase", "gold"))).isNull();
        assertThat(Nearest.to("x".repeat(5_000), List.of("x".repeat(64)))).isNull();
        assertThat(Nearest.to("a", List.of())).isNull();
    }

    @Test
    void a_tie_goes_to_the_same_beginning_then_to_the_alphabet() {
        assertThat(Nearest.to("KWT", List.of("KZT", "KWD"))).isEqualTo("KWD");
        assertThat(Nearest.to("ac", List.of("ad", "ab"))).isEqualTo("ab");
    }
}
