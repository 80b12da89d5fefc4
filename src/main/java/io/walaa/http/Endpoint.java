package io.walaa.http;

import io.vertx.core.Future;

/** Answers one kind of request. What it throws or fails with becomes a {@link Problem}. */
interface Endpoint {
    Future<Answer> answer(Exchange exchange);
}
