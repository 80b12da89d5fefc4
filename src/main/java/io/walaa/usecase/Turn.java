package io.walaa.usecase;

import io.vertx.core.Promise;
import io.walaa.decision.Refusal;
import org.jspecify.annotations.Nullable;

/** An operation in its lane, and what became of it in the current attempt. */
final class Turn {
    final Operation operation;
    final Promise<Receipt> answer;

    /** Its entry in this attempt; negative if it has none. */
    int entry = -1;

    /** Why it has none. */
    @Nullable
    Refusal refusal;

    /** The earlier turn of the same batch that carries the same key. */
    @Nullable
    Turn sameAs;

    /** What a dry run would do. */
    @Nullable
    Receipt dry;

    boolean answered;

    Turn(Operation operation, Promise<Receipt> answer) {
        this.operation = operation;
        this.answer = answer;
    }

    /** Forgets what an attempt decided, before the next one. */
    void reset() {
        entry = -1;
        refusal = null;
        sameAs = null;
        dry = null;
    }

    void succeed(Receipt receipt) {
        answered = true;
        answer.tryComplete(receipt);
    }

    void fail(Throwable failure) {
        answered = true;
        answer.tryFail(failure);
    }
}
