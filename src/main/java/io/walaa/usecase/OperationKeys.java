package io.walaa.usecase;

import io.walaa.journal.OperationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes operation keys: keyed hashes, so that neither Redis nor Postgres shows what partners and clients sent. */
public final class OperationKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final char SEPARATOR = '\0';

    private final ThreadLocal<Mac> mac;

    /** @param secret the deployment's */
    public OperationKeys(byte[] secret) {
        SecretKeySpec key = new SecretKeySpec(secret, ALGORITHM);
        mac = ThreadLocal.withInitial(() -> {
            try {
                Mac fresh = Mac.getInstance(ALGORITHM);
                fresh.init(key);
                return fresh;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    /** Of a partner's event: its business key within the programme, whoever the member is. */
    public OperationKey event(String programme, String source, String type, String id, String request) {
        return new OperationKey(hash("event", programme, source, type, id), hash(request), OperationKey.Kind.EVENT);
    }

    /** Of a client's write under its Idempotency-Key. */
    public OperationKey client(String programme, String member, String key, String request) {
        return new OperationKey(hash("key", programme, member, key), hash(request), OperationKey.Kind.KEY);
    }

    /** Of something that follows from what happened: the same words always name the same operation. */
    public OperationKey derived(String programme, String member, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "derived";
        all[1] = programme;
        all[2] = member;
        System.arraycopy(words, 0, all, 3, words.length);
        String id = hash(all);
        return new OperationKey(id, id, OperationKey.Kind.DERIVED);
    }

    /** A keyed hash of some words as 22 characters. */
    public String hash(String... words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(word).append(SEPARATOR);
        }
        byte[] digest = mac.get().doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    }
}
