package io.walaa.programme;

import io.walaa.json.Input;

/**
 * One field of the programme's document that a family reads by itself. Everything that is wrong is noted on the input,
 * with its pointer; nothing is thrown.
 *
 * @param <P> what the section compiles to; a {@link io.walaa.programme.course.Stage} takes part in decisions
 */
public interface Section<P> {
    /** What {@link Programme#part} finds it by. */
    Class<P> type();

    /**
     * Makes names and fields known that conditions may use, before any condition of the document is read. Only for what
     * conditions need; other names are declared while reading and checked at the end.
     */
    default void declare(Input in, Vocabulary names) {}

    /** Reads the section from the document; if it is absent, what an absent one means. */
    P read(Input in, Vocabulary names);
}
