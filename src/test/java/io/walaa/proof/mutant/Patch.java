package io.walaa.proof.mutant;

/**
 * A change of one place of a source file.
 *
 * @param file below {@code src/main}
 * @param from a text that stands there exactly once
 * @param to what stands there instead
 */
public record Patch(String file, String from, String to) {
    /** A change of a class, named as in {@code journal/Journal}. */
    static Patch java(String type, String from, String to) {
        return new Patch("java/io/walaa/" + type + ".java", from, to);
    }

    /** A change of one of the journal's scripts. */
    static Patch lua(String name, String from, String to) {
        return new Patch("resources/lua/journal/" + name + ".lua", from, to);
    }

    String apply(String text) {
        int at = text.indexOf(from);
        if (at < 0 || text.indexOf(from, at + 1) >= 0) {
            throw new IllegalStateException(file + " does not say exactly once: " + from);
        }
        return text.substring(0, at) + to + text.substring(at + from.length());
    }
}
