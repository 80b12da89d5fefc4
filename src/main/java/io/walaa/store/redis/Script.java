package io.walaa.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script of ours whose text names the fence id it was loaded under. A Redis that restarted or was promoted does
 * not know the text and answers NOSCRIPT; one that knows it compares its meta with it.
 *
 * @param name path below {@code lua/} without the ending
 * @param text with the placeholder {@code @FENCE@}
 */
public record Script(String name, String text) {
    /** Reads a script from {@code lua/<name>.lua}. */
    public static Script load(String name) {
        try (InputStream in = Script.class.getResourceAsStream("/lua/" + name + ".lua")) {
            if (in == null) {
                throw new IllegalArgumentException("no script " + name);
            }
            return new Script(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text to load under this fence id. */
    public String under(String fenceId) {
        return text.replace("@FENCE@", fenceId);
    }

    /** The name Redis gives a script's text: its SHA-1. */
    public static String sha(String loaded) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(loaded.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
