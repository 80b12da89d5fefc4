package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.member.MemberId;
import io.walaa.programme.command.Redeem;
import java.util.Map;

/** Spends a member's points at once. */
public final class RedeemPoints {
    private final MemberWrites writes;

    public RedeemPoints(MemberWrites writes) {
        this.writes = writes;
    }

    /** Spends {@code amount}, which is positive; refused as {@code insufficient-points} if there are fewer. */
    public Future<Receipt> redeem(Call call, MemberId member, String unit, long amount, Map<String, String> note) {
        return writes.run(call, member, new Redeem(unit, amount), note);
    }
}
