package io.walaa.usecase.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and how it is used.
 *
 * @param createdAt when it was made
 * @param lastUsedAt to the minute; null if it never was
 */
public record KeyUse(
        ApiKey key, Instant createdAt, @Nullable Instant lastUsedAt) {}
