package io.walaa.usecase;

import io.vertx.core.Future;

/** Has the Redis validated that fenced a call off. */
public interface Validation {
    /** Completes when calls of the partition can be tried again; fails if that cannot be said now. */
    Future<Void> validate(int partition);
}
