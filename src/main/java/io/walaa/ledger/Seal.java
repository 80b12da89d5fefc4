package io.walaa.ledger;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An entry's link of its partition's chain.
 *
 * @param chain 32 bytes over the chain before it and what the entry says
 * @param noteSalt random; null without a note and once the note is erased
 * @param noteDigest of salt and note; null without a note
 */
record Seal(
        Buffer chain, @Nullable Buffer noteSalt, @Nullable Buffer noteDigest) {}
