package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.EntryId;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.programme.command.EndHold;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives back what a hold reserved. */
public final class ReleaseHold {
    private final MemberWrites writes;

    public ReleaseHold(MemberWrites writes) {
        this.writes = writes;
    }

    /** Releases a hold; with {@code onlyOf}, refused as not found unless it is that member's. */
    public Future<Receipt> release(Call call, EntryId hold, @Nullable MemberId onlyOf) {
        MemberId member = MemberId.ofBody(hold.member());
        if (onlyOf != null && !onlyOf.equals(member)) {
            return Future.failedFuture(Refusal.notFound("hold-not-found"));
        }
        return writes.run(call, member, new EndHold(hold, 0L), Map.of());
    }
}
