package io.walaa.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is kept: never its secret.
 *
 * @param id the middle part of the key's text
 * @param hash keyed hash of the secret, see {@link KeyText#hash}
 * @param name what its owner calls it
 * @param programme the only programme it opens
 * @param scopes what it may do
 * @param expiresAt from when it opens nothing; null: never
 */
public record StoredKey(
        String id,
        String hash,
        String name,
        String programme,
        Set<Scope> scopes,
        @Nullable Instant expiresAt) {}
