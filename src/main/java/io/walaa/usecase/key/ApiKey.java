package io.walaa.usecase.key;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is kept.
 *
 * @param id the part that may be shown
 * @param hash keyed hash of the secret part
 * @param name what its owner calls it
 * @param programme the only programme it opens
 * @param scopes what it allows
 * @param expiresAt from when it opens nothing; null for never
 */
public record ApiKey(
        String id,
        String hash,
        String name,
        String programme,
        List<String> scopes,
        @Nullable Instant expiresAt) {}
