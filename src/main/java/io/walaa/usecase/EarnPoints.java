package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.member.MemberId;
import io.walaa.programme.command.Earn;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a member points directly. */
public final class EarnPoints {
    private final MemberWrites writes;

    public EarnPoints(MemberWrites writes) {
        this.writes = writes;
    }

    /**
     * Gives points.
     *
     * @param amount positive
     * @param note {@code reason} and {@code reference}
     * @param expiresAt null for the unit's own expiry
     */
    public Future<Receipt> earn(
            Call call,
            MemberId member,
            String unit,
            long amount,
            Map<String, String> note,
            @Nullable Instant expiresAt) {
        return writes.run(call, member, Earn.award(unit, amount, expiresAt), note);
    }
}
