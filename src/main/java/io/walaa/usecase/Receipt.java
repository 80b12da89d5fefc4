package io.walaa.usecase;

import io.walaa.decision.Trace;
import io.walaa.journal.AckLevel;
import io.walaa.journal.Entry;
import io.walaa.journal.Position;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an operation, rebuilt from its entry when it is repeated.
 *
 * @param entry what was committed
 * @param position where it stands; null for a dry run
 * @param ack the level reached
 * @param ackPending whether less was reached than was asked for
 * @param replayed whether it had been done before
 * @param trace why; empty unless asked for, and on a replay
 */
public record Receipt(
        Entry entry, @Nullable Position position, AckLevel ack, boolean ackPending, boolean replayed, Trace trace) {}
