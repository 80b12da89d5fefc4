package io.walaa.member;

import java.util.random.RandomGenerator;

/**
 * A member's id: {@code mem_} and 16 Crockford base 32 characters, the first nine the creation time in milliseconds (so
 * ids sort by it), the rest random; or {@code house:…} for an account of the programme itself.
 */
public record MemberId(String value) {
    private static final String PREFIX = "mem_";
    private static final String HOUSE = "house:";
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME = 9;
    private static final int BODY = 16;

    public MemberId {
        if (!isHouse(value) && !isMember(value)) {
            throw new IllegalArgumentException("not a member id");
        }
    }

    /** A new id for a member created at {@code epochMillis}. */
    public static MemberId create(long epochMillis, RandomGenerator random) {
        char[] body = new char[BODY];
        long time = epochMillis;
        for (int i = TIME - 1; i >= 0; i--) {
            body[i] = ALPHABET.charAt((int) (time & 31));
            time >>>= 5;
        }
        for (int i = TIME; i < BODY; i++) {
            body[i] = ALPHABET.charAt(random.nextInt(32));
        }
        return new MemberId(PREFIX + new String(body));
    }

    /** The id whose text without prefix this is, as it stands in entry ids. */
    public static MemberId ofBody(String body) {
        return new MemberId(isHouse(body) ? body : PREFIX + body);
    }

    /** Whether this text has the form of a member's id (not of a house member's). */
    public static boolean isMember(String text) {
        if (text.length() != PREFIX.length() + BODY || !text.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < text.length(); i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHouse(String text) {
        return text.startsWith(HOUSE) && text.length() > HOUSE.length();
    }

    /** Whether this is an account of the programme itself, which no API path accepts. */
    public boolean house() {
        return isHouse(value);
    }

    /** The id without its prefix; a house member's whole id. */
    public String body() {
        return house() ? value : value.substring(PREFIX.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
