package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.member.MemberId;
import io.walaa.programme.command.PlaceHold;
import java.time.Duration;
import java.util.Map;

/** Reserves a member's points for a later capture. */
public final class HoldPoints {
    private final MemberWrites writes;

    public HoldPoints(MemberWrites writes) {
        this.writes = writes;
    }

    /** Reserves {@code amount}, which is positive, for at most {@code ttl}: a second to 7 days. */
    public Future<Receipt> hold(
            Call call, MemberId member, String unit, long amount, Duration ttl, Map<String, String> note) {
        return writes.run(call, member, new PlaceHold(unit, amount, ttl), note);
    }
}
