package io.walaa.access;

import io.vertx.core.Future;
import io.walaa.usecase.key.ApiKey;
import io.walaa.usecase.key.Keys;
import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Makes API keys. The text of a key exists only in the answer. */
public final class IssueKey {
    private final Keys keys;
    private final SecretKey deploymentSecret;
    private final RandomGenerator random;

    /** @param random a secure one */
    public IssueKey(Keys keys, SecretKey deploymentSecret, RandomGenerator random) {
        this.keys = keys;
        this.deploymentSecret = deploymentSecret;
        this.random = random;
    }

    /**
     * Makes a key.
     *
     * @param name what its owner calls it
     * @param expiresAt null for a key without an end
     * @return its whole text; null if there is no such programme
     */
    public Future<@Nullable String> issue(
            String programme, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
        KeyText text = KeyText.create(random);
        ApiKey key = new ApiKey(
                text.id(),
                text.hash(deploymentSecret),
                name,
                programme,
                scopes.stream().sorted().map(Scope::text).toList(),
                expiresAt);
        return keys.create(key).map(kept -> kept ? text.text() : null);
    }
}
