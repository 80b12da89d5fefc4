package io.walaa.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key, {@code wk_<id>_<secret>}: 12 characters that name it and 40 (200 bits) that only its owner
 * knows.
 *
 * @param id names the key, no secret
 * @param secret opens it; shown once, stored only as {@link #hash}
 */
public record KeyText(String id, String secret) {
    /** What every API key starts with. */
    public static final String PREFIX = "wk_";

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID = 12;
    private static final int SECRET = 40;
    private static final String HMAC = "HmacSHA256";

    /** A new key; {@code random} must be a secure one. */
    public static KeyText create(RandomGenerator random) {
        return new KeyText(characters(random, ID), characters(random, SECRET));
    }

    /** Reads a key's text; null if it has not its form. */
    public static @Nullable KeyText parse(String text) {
        int secret = text.indexOf('_', PREFIX.length()) + 1;
        if (!text.startsWith(PREFIX) || secret == 0 || text.length() > 200) {
            return null;
        }
        return new KeyText(text.substring(PREFIX.length(), secret - 1), text.substring(secret));
    }

    /** The whole text, to be shown once. */
    public String text() {
        return PREFIX + id + "_" + secret;
    }

    /**
     * What is stored of the secret: HMAC-SHA256 under the deployment's secret, so that a copy of the table alone opens
     * nothing.
     *
     * @return base64url, 43 characters
     */
    public String hash(SecretKey deploymentSecret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(deploymentSecret);
            byte[] sum = mac.doFinal(("api-key " + id + " " + secret).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the secret, so that no log line can hold it. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }

    private static String characters(RandomGenerator random, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
