package io.walaa.decision;

import java.util.Locale;

/**
 * Names an entry before it is committed: its member, the member's sequence, and a mark of the commit attempt, so that
 * the id of an entry that was lost never names another one. Text form {@code txn_<member><length><sequence><mark>}, the
 * sequence in base 36 behind its own length so that ids of one member sort by sequence.
 *
 * @param member the member's id text without its prefix (a house member's whole id)
 * @param seq the member's sequence, from 1
 * @param mark four characters of the commit id
 */
public record EntryId(String member, long seq, String mark) {
    private static final int MARK = 4;
    private static final int MEMBER = 16;

    /** The id as clients see it, under {@code prefix} such as {@code txn} or {@code hold}. */
    public String text(String prefix) {
        return prefix + "_" + member + key();
    }

    /** What names it within its member. */
    public String key() {
        String digits = Long.toString(seq, 36);
        return Character.forDigit(digits.length(), 36) + digits + mark;
    }

    /**
     * Reads an id under the prefix {@code prefix}.
     *
     * @throws IllegalArgumentException if the text is no such id
     */
    public static EntryId parse(String prefix, String text) {
        int start = prefix.length() + 1;
        int key = start + MEMBER;
        if (!text.startsWith(prefix + "_") || text.length() < key + 2 + MARK || text.length() > key + 14 + MARK) {
            throw new IllegalArgumentException("not an id with " + prefix + "_");
        }
        String digits = text.substring(key + 1, text.length() - MARK);
        if (Character.digit(text.charAt(key), 36) != digits.length()
                || !digits.equals(digits.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not an id with " + prefix + "_");
        }
        return new EntryId(
                text.substring(start, key), Long.parseLong(digits, 36), text.substring(text.length() - MARK));
    }
}
