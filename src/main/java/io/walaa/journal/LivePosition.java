package io.walaa.journal;

/**
 * How far a screen has a live stream. Offsets of one epoch have no gaps; another epoch is another history.
 *
 * @param epoch {@code <generation>.<name>}, empty for a screen that has nothing
 * @param offset of the last message it has
 */
public record LivePosition(String epoch, long offset) {
    /** A screen that has nothing yet. */
    public static final LivePosition NONE = new LivePosition("", 0);
}
