package io.walaa.programme.challenge;

/** Numbers in short text: base 36. */
final class Radix {
    private Radix() {}

    static String text(long number) {
        return Long.toString(number, 36);
    }

    static long number(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text, 36);
    }
}
