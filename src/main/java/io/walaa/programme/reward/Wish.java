package io.walaa.programme.reward;

import org.jspecify.annotations.Nullable;

/**
 * What a member asks for beside the reward itself.
 *
 * @param points how many, where the reward's price is a rate; null otherwise
 * @param slot which, for an experience; null otherwise
 * @param people for how many, at least 1
 */
public record Wish(@Nullable Long points, @Nullable String slot, long people) {
    public static final Wish PLAIN = new Wish(null, null, 1);
}
