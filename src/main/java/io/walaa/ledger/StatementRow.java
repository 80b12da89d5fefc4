package io.walaa.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one entry did to one unit of a member.
 *
 * @param entry its id, {@code txn_…}
 * @param at when it was posted
 * @param type such as {@code earn} or {@code redeem}
 * @param event what was recorded; null if it was no event
 * @param unit the points unit
 * @param amount change of what can be spent
 * @param available what could be spent after it
 * @param pending change of what is pending
 * @param held change of what is held
 * @param debt change of what is owed
 * @param seq the member's sequence
 * @param reference of the request; null if there was none or it was erased
 * @param reason of the request; null if there was none or it was erased
 */
public record StatementRow(
        String entry,
        Instant at,
        String type,
        @Nullable String event,
        String unit,
        long amount,
        long available,
        long pending,
        long held,
        long debt,
        long seq,
        @Nullable String reference,
        @Nullable String reason) {}
