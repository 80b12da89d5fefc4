package io.walaa.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/**
 * Where a statement goes on: opaque to clients.
 *
 * @param seq the member's sequence of the next entry
 * @param shown how many of that entry's units were shown already
 */
record StatementCursor(long seq, int shown) {
    static final StatementCursor NEWEST = new StatementCursor(Long.MAX_VALUE, 0);

    String text() {
        String plain = Long.toString(seq, 36) + "." + shown;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(US_ASCII));
    }

    /** @throws IllegalArgumentException if the text is no cursor */
    static StatementCursor parse(String text) {
        String plain = new String(Base64.getUrlDecoder().decode(text), US_ASCII);
        int dot = plain.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("not a cursor");
        }
        StatementCursor cursor = new StatementCursor(
                Long.parseLong(plain.substring(0, dot), 36), Integer.parseInt(plain.substring(dot + 1)));
        if (cursor.seq < 1 || cursor.shown < 0) {
            throw new IllegalArgumentException("not a cursor");
        }
        return cursor;
    }
}
