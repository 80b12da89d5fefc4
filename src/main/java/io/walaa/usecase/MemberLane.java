package io.walaa.usecase;

import io.walaa.decision.Refusal;
import io.walaa.journal.Commit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One member's queue on this node: its operations are decided one after another, and what waited while a commit was
 * under way goes together in the next. Touched on the shard's event loop only.
 */
final class MemberLane {
    private static final long RETRY_MILLIS = 250;

    private final ArrayDeque<Turn> waiting = new ArrayDeque<>(2);
    private final int waitingMax;
    private boolean busy;

    MemberLane(int waitingMax) {
        this.waitingMax = waitingMax;
    }

    /** Queues a turn, or refuses it when too many wait. */
    void enter(Turn turn, Lanes lanes, MemberKey key, int partition) {
        if (waiting.size() >= waitingMax) {
            turn.fail(Refusal.tooMany("member-overloaded", RETRY_MILLIS));
            return;
        }
        waiting.add(turn);
        if (!busy) {
            next(lanes, key, partition);
        }
    }

    private void next(Lanes lanes, MemberKey key, int partition) {
        if (waiting.isEmpty()) {
            busy = false;
            lanes.leave(key);
            return;
        }
        busy = true;
        List<Turn> turns = new ArrayList<>(Math.min(waiting.size(), Commit.MAX_ENTRIES));
        while (!waiting.isEmpty() && turns.size() < Commit.MAX_ENTRIES) {
            turns.add(waiting.poll());
        }
        lanes.run(key, partition, turns).onComplete(done -> next(lanes, key, partition));
    }
}
