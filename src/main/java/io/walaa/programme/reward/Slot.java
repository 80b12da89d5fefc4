package io.walaa.programme.reward;

import io.walaa.json.Input;
import io.walaa.programme.Vocabulary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time and place with room for some people.
 *
 * @param id unique in its reward
 * @param at when it begins
 * @param place where, null if the reward says so itself
 * @param capacity people
 */
public record Slot(String id, Instant at, @Nullable String place, long capacity) {
    private static final long CAPACITY_MAX = 1_000_000;
    private static final int PLACE_MAX = 200;

    static Slot read(Input in) {
        return new Slot(
                in.field("id").text(40, Vocabulary.NAME, Vocabulary.NAME_EXPECTED),
                in.field("at").instant(),
                in.optional("place", value -> value.text(PLACE_MAX)),
                in.field("capacity").integer(1, CAPACITY_MAX));
    }
}
