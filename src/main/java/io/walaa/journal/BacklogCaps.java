package io.walaa.journal;

/**
 * How far Redis may run ahead of Postgres, per partition; beyond it commits are refused as busy.
 *
 * @param entries most entries not yet flushed
 * @param bytes most bytes of them
 * @param ageMillis greatest age of the oldest, below the life of an event's idempotency record
 */
public record BacklogCaps(long entries, long bytes, long ageMillis) {}
