package io.walaa.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotTest {
    /** The check value of the specification, and slots that Redis's own CLUSTER KEYSLOT answers. */
    @ParameterizedTest
    @CsvSource({"123456789, 12739", "foo, 12182", "bar, 5061", "hello, 866", "somekey, 11058"})
    void slot_is_what_redis_says(String key, int slot) {
        assertThat(Slot.ofKey(key)).isEqualTo(slot);
    }

    @Test
    void only_the_hash_tag_counts() {
        assertThat(Slot.ofKey("{foo}:m:p:mem_1")).isEqualTo(Slot.ofTag("foo"));
        assertThat(Slot.ofKey("before{foo}{bar}")).isEqualTo(Slot.ofTag("foo"));
        assertThat(Slot.ofKey("foo{}")).isEqualTo(Slot.ofTag("foo{}"));
        assertThat(Slot.ofKey("foo{bar")).isEqualTo(Slot.ofTag("foo{bar"));
    }
}
