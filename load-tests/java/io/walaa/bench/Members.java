package io.walaa.bench;

/** The members of a bench by number: their ids need no list. */
public final class Members {
    /** Length of every id. */
    public static final int LENGTH = 20;

    private static final String PREFIX = "mem_";

    private Members() {}

    /** The id of member {@code number}; a valid member id, because all its characters are digits. */
    public static String id(long number) {
        return PREFIX + "%016d".formatted(number);
    }

    /** Puts the id's digits at {@code offset} of {@code bytes}, where a template has room for a whole id. */
    static void put(byte[] bytes, int offset, long number) {
        long rest = number;
        for (int i = offset + LENGTH - 1; i >= offset + PREFIX.length(); i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
