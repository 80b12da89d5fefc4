package io.walaa.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.walaa.json.Canonical;
import io.walaa.programme.EventBody;
import io.walaa.usecase.RecordEvent;

/** {@code POST /v1/events}: the hot path. Its body is checked by reading it; the contract is checked in tests. */
public final class Events {
    private final RecordEvent record;

    public Events(RecordEvent record) {
        this.record = record;
    }

    Future<Answer> record(Exchange exchange) {
        JsonNode json = exchange.json();
        EventBody body = EventBody.from(json);
        return record.record(exchange.eventCall(Canonical.text(json)), body).map(ReceiptReply::event);
    }
}
