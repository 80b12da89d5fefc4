package io.walaa.store.redis;

import java.nio.charset.StandardCharsets;

/** The hash slots over which a Redis Cluster spreads keys. */
public final class Slot {
    /** How many there are. */
    public static final int COUNT = 16_384;

    private Slot() {}

    /** The slot of a key or channel, by its hash tag if it has one. */
    public static int ofKey(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        return ofTag(close <= open + 1 ? key : key.substring(open + 1, close));
    }

    /** The slot of a hash tag: CRC16 (XMODEM) modulo 16384, as the Redis Cluster specification says. */
    public static int ofTag(String tag) {
        int crc = 0;
        for (byte b : tag.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            crc &= 0xffff;
        }
        return crc % COUNT;
    }
}
