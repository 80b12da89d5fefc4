package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.walaa.decision.Effect;
import io.walaa.decision.Trace;
import io.walaa.journal.EntryBody;
import io.walaa.journal.Position;
import io.walaa.points.Balance;
import io.walaa.usecase.Receipt;
import java.io.IOException;
import java.util.Map;

/** Receipts as replies. Written field by field because this is the hot path. */
final class ReceiptReply {
    private static final String HELD = "points.held";

    private ReceiptReply() {}

    /** The reply to an event: 201, and 200 with {@code duplicate} when it had been recorded before. */
    static Answer event(Receipt receipt) {
        return Answer.json(eventStatus(receipt), json -> writeEvent(json, receipt));
    }

    /** The status of the reply to an event. */
    static int eventStatus(Receipt receipt) {
        return status(receipt, receipt.replayed() ? 200 : 201);
    }

    static void writeEvent(JsonGenerator json, Receipt receipt) throws IOException {
        json.writeStartObject();
        if (receipt.position() != null) {
            json.writeStringField("event", receipt.entry().id().text("evt"));
            if (receipt.replayed()) {
                json.writeBooleanField("duplicate", true);
            }
        }
        write(json, receipt);
        json.writeEndObject();
    }

    /** The reply to an operation on points, with {@code status} when it is done now or was before. */
    static Answer points(Receipt receipt, int status) {
        return marked(receipt, Answer.json(status(receipt, status), json -> {
            json.writeStartObject();
            write(json, receipt);
            json.writeEndObject();
        }));
    }

    /** The reply to a hold. */
    static Answer hold(Receipt receipt) {
        return marked(receipt, Answer.json(status(receipt, 201), json -> {
            json.writeStartObject();
            for (Effect effect : receipt.entry().decision().effects()) {
                if (effect.type().equals(HELD)) {
                    if (receipt.position() != null) {
                        json.writeStringField(
                                "hold", String.valueOf(effect.values().get("hold")));
                    }
                    json.writeStringField(
                            "expiresAt", String.valueOf(effect.values().get("expiresAt")));
                }
            }
            write(json, receipt);
            json.writeEndObject();
        }));
    }

    private static int status(Receipt receipt, int done) {
        if (receipt.position() == null) {
            return 200;
        }
        return receipt.ackPending() ? 202 : done;
    }

    private static Answer marked(Receipt receipt, Answer answer) {
        return receipt.replayed() ? answer.with("Idempotency-Replayed", "true") : answer;
    }

    static void write(JsonGenerator json, Receipt receipt) throws IOException {
        Position position = receipt.position();
        if (position == null) {
            json.writeBooleanField("dryRun", true);
        } else {
            json.writeStringField("entry", receipt.entry().id().text("txn"));
            json.writeObjectFieldStart("position");
            json.writeNumberField("partition", position.partition());
            json.writeNumberField("seq", position.seq());
            json.writeEndObject();
            json.writeStringField("ack", receipt.ack().text());
        }
        json.writeNumberField("programmeVersion", receipt.entry().version());
        json.writeFieldName("effects");
        EntryBody.writeEffects(json, receipt.entry().decision().effects());
        json.writeObjectFieldStart("balances");
        for (Map.Entry<String, Balance> unit :
                receipt.entry().decision().balances().entrySet()) {
            json.writeObjectFieldStart(unit.getKey());
            writeBalance(json, unit.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
        if (receipt.trace().isWanted()) {
            writeTrace(json, receipt.trace());
        }
    }

    static void writeBalance(JsonGenerator json, Balance balance) throws IOException {
        json.writeNumberField("available", balance.available());
        json.writeNumberField("pending", balance.pending());
        json.writeNumberField("held", balance.held());
        json.writeNumberField("debt", balance.debt());
    }

    static void writeTrace(JsonGenerator json, Trace trace) throws IOException {
        json.writeArrayFieldStart("trace");
        for (Trace.Step step : trace.steps()) {
            json.writeStartObject();
            json.writeStringField("rule", step.rule());
            json.writeBooleanField("matched", step.matched());
            json.writeStringField("because", step.because());
            json.writeFieldName("saw");
            json.writePOJO(step.saw());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
