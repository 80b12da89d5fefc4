package io.walaa.usecase;

import io.vertx.core.Future;

/** Has a Redis that fenced a call off validated. */
public interface Validation {
    /** Completes when calls can be tried again; fails if that cannot be said now. */
    Future<Void> validate();
}
