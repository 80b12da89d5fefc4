package io.walaa.usecase;

import io.walaa.decision.Refusal;
import io.walaa.programme.ActiveProgramme;
import org.jspecify.annotations.Nullable;

/** The programmes as they are active on this node; a plain look-up on the hot path. */
public interface Programmes {
    /** The active version of a programme; null if it has none. */
    @Nullable
    ActiveProgramme active(String programme);

    /** The active version, or a refusal if there is none. */
    default ActiveProgramme require(String programme) {
        ActiveProgramme active = active(programme);
        if (active == null) {
            throw Refusal.notFound("programme-not-found", "programme", programme);
        }
        return active;
    }
}
