package io.walaa.journal;

import io.vertx.redis.client.Request;
import io.walaa.member.MemberId;
import java.util.List;

/** Opens the commit script's arguments to the benchmark's look at single steps. */
public final class CommitStep {
    private static final String SHA = "0123456789012345678901234567890123456789";

    private final CommitScript script =
            new CommitScript(new Partitions(64), new BacklogCaps(50_000, 1 << 26, 3_600_000), new RecordLife(1, 1));

    /** The call that commits one entry. */
    public Request request(Entry entry) {
        MemberId member = entry.member();
        Commit commit =
                new Commit(3, entry.programme(), member, 1, entry.seq() - 1, List.of(entry), false, false, false);
        return script.request(SHA, List.of(new TimedCommit(commit, 1_790_000_000_000L)));
    }
}
