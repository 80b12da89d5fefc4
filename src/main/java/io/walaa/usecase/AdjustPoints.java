package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.member.MemberId;
import io.walaa.programme.command.Adjust;
import java.util.Map;

/** Corrects a member's points by an operator's decision. */
public final class AdjustPoints {
    private final MemberWrites writes;

    public AdjustPoints(MemberWrites writes) {
        this.writes = writes;
    }

    /**
     * Gives points if {@code amount} is positive, takes them if it is negative; never 0.
     *
     * @param note the reason and who decided it
     * @return what was committed; refused as {@code insufficient-points} if more is taken than the member has, unless
     *     the programme lets that become debt
     */
    public Future<Receipt> adjust(Call call, MemberId member, String unit, long amount, Map<String, String> note) {
        return writes.run(call, member, new Adjust(unit, amount), note);
    }
}
