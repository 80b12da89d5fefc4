package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.walaa.ledger.Statement;
import io.walaa.ledger.StatementRow;
import io.walaa.member.MemberId;
import io.walaa.usecase.ReadStatement;
import java.io.IOException;

/** A member's ledger entries with running balance. */
public final class Statements {
    private final ReadStatement statements;

    public Statements(ReadStatement statements) {
        this.statements = statements;
    }

    Future<Answer> read(Exchange exchange) {
        return read(exchange, exchange.member());
    }

    Future<Answer> readMine(Exchange exchange) {
        return read(exchange, exchange.self());
    }

    private Future<Answer> read(Exchange exchange, MemberId member) {
        return statements
                .read(exchange.programme(), member, Paging.limit(exchange), exchange.query(Paging.CURSOR))
                .recover(failure ->
                        Future.failedFuture(failure instanceof IllegalArgumentException ? Paging.wrong() : failure))
                .map(page -> Paging.linked(exchange, Answer.json(200, json -> write(json, page)), page.next()));
    }

    private static void write(JsonGenerator json, Statement.Page page) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("entries");
        for (StatementRow row : page.rows()) {
            write(json, row);
        }
        json.writeEndArray();
        Members.writeNext(json, page.next());
        json.writeNumberField("flushedSeq", page.flushedSeq());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StatementRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("entry", row.entry());
        json.writeStringField("at", row.at().toString());
        json.writeStringField("type", row.type());
        if (row.event() != null) {
            json.writeStringField("event", row.event());
        }
        json.writeStringField("unit", row.unit());
        json.writeNumberField("amount", row.amount());
        json.writeNumberField("available", row.available());
        json.writeNumberField("pending", row.pending());
        json.writeNumberField("held", row.held());
        json.writeNumberField("debt", row.debt());
        json.writeNumberField("seq", row.seq());
        json.writeStringField("reference", row.reference());
        json.writeStringField("reason", row.reason());
        json.writeEndObject();
    }
}
