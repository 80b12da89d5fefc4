package io.walaa.programme.course;

import io.walaa.decision.Effect;
import java.util.List;

/**
 * A family's part in decisions. Each method is called inside one decision and changes the member only through it: pure,
 * no clock, no I/O. A stage is shared by all threads.
 */
public interface Stage {
    /** A short name, unique among the stages: of its deadline, of what it keeps with an order, of its due entries. */
    String name();

    /** An event was recorded; what it earned is posted. */
    default void recorded(Happening happening) {
        changed(happening);
    }

    /** An order was taken back, in part or whole, or a return of it was reversed; its points are settled. */
    default void takenBack(Happening happening, TakenBack order) {
        changed(happening);
    }

    /**
     * An entry about no order is reversed; the mirror of its points is posted, and {@link #changed} comes next.
     *
     * @param effects what the reversed entry told
     */
    default void reversed(Happening happening, List<Effect> effects) {}

    /** Something else changed the member: points given, spent or corrected, attributes edited. */
    default void changed(Happening happening) {}

    /**
     * What this stage asked for by {@link Happening#dueAt} is due. The deadline is forgotten already; another one must
     * be later than {@code at}.
     *
     * @param at the epoch second that was asked for, not after the moment
     */
    default void due(Happening happening, long at) {
        changed(happening);
    }
}
