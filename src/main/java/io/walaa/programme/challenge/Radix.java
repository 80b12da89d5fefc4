package io.walaa.programme.challenge;

/** Numbers in short text: base 36. */
final class Radix {
    private Radix() {}

    static String text(long number) {
        return Long.toString(number, 36);
    }

    static long number(String text) {
        return number(text, 0, text.length());
    }

    /** The number that stands from {@code start} to {@code end}; 0 if nothing does. */
    static long number(CharSequence text, int start, int end) {
        return start == end ? 0 : Long.parseLong(text, start, end, 36);
    }
}
