package io.walaa.usecase.programme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a version becomes the active one.
 *
 * @param never whether it is only kept, for later
 * @param at the instant; null for now
 */
public record Activation(boolean never, @Nullable Instant at) {
    public static final Activation NOW = new Activation(false, null);
    public static final Activation NEVER = new Activation(true, null);

    public static Activation at(Instant instant) {
        return new Activation(false, instant);
    }

    /** Whether it is active from the moment it is written. */
    public boolean now() {
        return !never && at == null;
    }
}
