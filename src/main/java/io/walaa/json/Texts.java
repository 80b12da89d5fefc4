package io.walaa.json;

/** Which texts may enter: what a database, a log or a screen cannot show is refused at the edge. */
final class Texts {
    private Texts() {}

    /** Whether the text has neither control characters but line feed and tab, nor lone surrogates. */
    static boolean printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
