package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.EntryId;
import io.walaa.member.MemberId;
import io.walaa.programme.command.EndHold;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spends what a hold reserved. */
public final class CaptureHold {
    private final MemberWrites writes;

    public CaptureHold(MemberWrites writes) {
        this.writes = writes;
    }

    /** Spends {@code amount} of the hold, all of it if null; the rest goes back. The hold's id says whose it is. */
    public Future<Receipt> capture(Call call, EntryId hold, @Nullable Long amount, Map<String, String> note) {
        return writes.run(call, MemberId.ofBody(hold.member()), new EndHold(hold, amount), note);
    }
}
