package io.walaa.usecase;

import io.walaa.journal.AckLevel;
import org.jspecify.annotations.Nullable;

/**
 * What every write carries beside its content.
 *
 * @param programme the tenant
 * @param key the client's Idempotency-Key; empty for events, which have one of their own, and for dry runs
 * @param request canonical text of method, path and parsed body, which tells a repeat from another request
 * @param ack the level asked for; null for the deployment's own
 * @param dryRun decide, do not commit
 * @param explain say why
 */
public record Call(
        String programme,
        String key,
        String request,
        @Nullable AckLevel ack,
        boolean dryRun,
        boolean explain) {

    /** The same with another level asked for. */
    Call at(@Nullable AckLevel level) {
        return new Call(programme, key, request, level, dryRun, explain);
    }
}
