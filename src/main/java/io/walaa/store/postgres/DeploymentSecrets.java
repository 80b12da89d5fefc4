package io.walaa.store.postgres;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of a deployment, 32 bytes each. Losing them makes every API key and every look-up by e-mail or phone
 * void.
 *
 * @param hash keys the hashes of what is looked up without being kept in clear
 * @param token signs member tokens
 */
public record DeploymentSecrets(SecretKey hash, SecretKey token) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    static DeploymentSecrets random() {
        SecureRandom random = new SecureRandom();
        byte[] hash = new byte[BYTES];
        byte[] token = new byte[BYTES];
        random.nextBytes(hash);
        random.nextBytes(token);
        return of(hash, token);
    }

    static DeploymentSecrets of(byte[] hash, byte[] token) {
        return new DeploymentSecrets(new SecretKeySpec(hash, ALGORITHM), new SecretKeySpec(token, ALGORITHM));
    }

    /** Both secrets out of the one that the operator keeps. */
    static DeploymentSecrets derived(String secret) {
        SecretKey key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        return of(hmac(key, "walaa hash"), hmac(key, "walaa token"));
    }

    /** Tells secrets apart without giving them away. */
    String mark() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(hash, "walaa mark"));
    }

    private static byte[] hmac(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
