package io.walaa.programme.voucher;

import io.walaa.decision.Refusal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * A voucher's code: two characters that say in which partition its owner is, 13 random ones (65 bits), and Crockford's
 * check symbol, a base 32 number modulo 37, so that every single wrong character and every swap of neighbours is told
 * apart from a code that nobody has.
 *
 * @param text 16 characters, as it is kept; shown in groups of four
 */
public record VoucherCode(String text) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String CHECKS = ALPHABET + "*~$=U";
    private static final int RADIX = 32;
    private static final int MODULUS = 37;
    private static final int PARTITION = 2;
    private static final int RANDOM = 13;
    private static final int GROUP = 4;
    private static final int TYPED_MAX = 64;

    /**
     * The code of some random bits.
     *
     * @param partition below 1,024
     * @param random at least 9 bytes; the first 65 bits count
     */
    public static VoucherCode of(int partition, byte[] random) {
        BigInteger bits = new BigInteger(1, random).shiftRight(8 * random.length - 5 * RANDOM);
        char[] text = new char[PARTITION + RANDOM];
        text[0] = ALPHABET.charAt(partition >> 5);
        text[1] = ALPHABET.charAt(partition & 31);
        for (int i = 0; i < RANDOM; i++) {
            text[PARTITION + i] =
                    ALPHABET.charAt(bits.shiftRight(5 * (RANDOM - 1 - i)).intValue() & 31);
        }
        String body = new String(text);
        return new VoucherCode(body + CHECKS.charAt(check(body)));
    }

    /**
     * Reads what somebody typed: in any case, with or without dashes and spaces, O for 0 and I or L for 1.
     *
     * @throws Refusal {@code voucher-code-mistyped} if it cannot be a code
     */
    public static VoucherCode read(String typed) {
        StringBuilder text = new StringBuilder(PARTITION + RANDOM + 1);
        String upper = typed.length() > TYPED_MAX ? "" : typed.toUpperCase(Locale.ROOT);
        for (int i = 0; i < upper.length(); i++) {
            char letter = upper.charAt(i);
            if (letter != '-' && letter != ' ') {
                text.append(letter == 'O' ? '0' : letter == 'I' || letter == 'L' ? '1' : letter);
            }
        }
        boolean whole = text.length() == PARTITION + RANDOM + 1;
        String body = whole ? text.substring(0, PARTITION + RANDOM) : "";
        int check = whole ? check(body) : -1;
        if (check < 0 || CHECKS.charAt(check) != text.charAt(PARTITION + RANDOM)) {
            throw Refusal.of("voucher-code-mistyped");
        }
        return new VoucherCode(text.toString());
    }

    /** The check value of these characters; negative if one is none of the alphabet. */
    private static int check(String body) {
        int check = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = ALPHABET.indexOf(body.charAt(i));
            if (digit < 0) {
                return -1;
            }
            check = (check * RADIX + digit) % MODULUS;
        }
        return check;
    }

    /** In which partition its owner is; may be beyond those there are. */
    public int partition() {
        return ALPHABET.indexOf(text.charAt(0)) * RADIX + ALPHABET.indexOf(text.charAt(1));
    }

    /** As people read it: {@code 0G7K-PQ3M-…}. */
    public String shown() {
        StringBuilder shown = new StringBuilder(text.length() + 3);
        for (int i = 0; i < text.length(); i += GROUP) {
            shown.append(i == 0 ? "" : "-").append(text, i, i + GROUP);
        }
        return shown.toString();
    }
}
