package io.walaa.journal;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Makes commit ids: 16 random characters (80 bits), new for every attempt. For one thread. */
public final class CommitIds {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 16;

    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());

    public String next() {
        char[] id = new char[LENGTH];
        long left = random.nextLong();
        long right = random.nextLong();
        for (int i = 0; i < LENGTH / 2; i++) {
            id[i] = ALPHABET[(int) ((left >>> (5 * i)) & 31)];
            id[LENGTH / 2 + i] = ALPHABET[(int) ((right >>> (5 * i)) & 31)];
        }
        return new String(id);
    }
}
