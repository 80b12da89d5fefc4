package io.walaa.usecase;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lanes of one shard. Lives on its event loop. */
public final class Lanes {
    private final Shard shard;
    private final int waitingMax;
    private final Map<MemberKey, MemberLane> lanes = new HashMap<>();

    /** @param waitingMax operations of one member that may wait */
    public Lanes(Shard shard, int waitingMax) {
        this.shard = shard;
        this.waitingMax = waitingMax;
    }

    /** Enters an operation into its member's lane. */
    Future<Receipt> enter(Operation operation, int partition) {
        Promise<Receipt> answer = Promise.promise();
        MemberKey key = new MemberKey(operation.programme(), operation.member());
        lanes.computeIfAbsent(key, fresh -> new MemberLane(waitingMax))
                .enter(new Turn(operation, answer), this, key, partition);
        return answer.future();
    }

    Future<Void> run(MemberKey key, int partition, List<Turn> turns) {
        return new Batch(shard, key, partition, turns).run();
    }

    void leave(MemberKey key) {
        lanes.remove(key);
    }

    Shard shard() {
        return shard;
    }
}
