package io.walaa.points;

import java.util.List;

/**
 * Points that were reserved and left their lots, so that a capture cannot fail.
 *
 * @param key the member sequence and mark of the entry that made it, as in its id
 * @param unit the points unit
 * @param amount sum of the parts
 * @param expiresAt epoch second from which it is released by itself
 * @param parts what it took from which lot, in burn order
 */
public record Hold(String key, String unit, long amount, long expiresAt, List<LotPart> parts) {}
