package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.walaa.ledger.Liability;
import io.walaa.ledger.TrialBalance;
import io.walaa.ledger.Verify;
import io.walaa.usecase.CountCommitted;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.job.Jobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ledger as a whole: trial balance, liability, verification. */
public final class Books {
    private final TrialBalance trialBalance;
    private final Liability liability;
    private final Verify verify;
    private final CountCommitted committed;
    private final Jobs jobs;

    public Books(TrialBalance trialBalance, Liability liability, Verify verify, CountCommitted committed, Jobs jobs) {
        this.trialBalance = trialBalance;
        this.liability = liability;
        this.verify = verify;
        this.committed = committed;
        this.jobs = jobs;
    }

    Future<Answer> trialBalance(Exchange exchange) {
        return Postgres.orUnavailable(trialBalance.read(exchange.programme(), committed::count))
                .map(books -> Answer.json(200, json -> write(json, books)));
    }

    private static void write(JsonGenerator json, TrialBalance.Books books) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("units");
        for (Map.Entry<String, TrialBalance.UnitBalance> unit : books.units().entrySet()) {
            json.writeObjectFieldStart(unit.getKey());
            json.writeObjectFieldStart("accounts");
            for (Map.Entry<String, Long> account : unit.getValue().accounts().entrySet()) {
                json.writeNumberField(account.getKey(), account.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("sum", unit.getValue().sum());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberField("committed", books.committed());
        json.writeNumberField("flushed", books.flushed());
        json.writeEndObject();
    }

    Future<Answer> liability(Exchange exchange) {
        return Postgres.orUnavailable(liability.read(exchange.programme())).map(months -> {
            Map<String, List<Liability.Month>> units = new TreeMap<>();
            months.forEach(month -> units.computeIfAbsent(month.unit(), unit -> new ArrayList<>())
                    .add(month));
            return Answer.json(200, json -> write(json, units));
        });
    }

    private static void write(JsonGenerator json, Map<String, List<Liability.Month>> units) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("units");
        for (Map.Entry<String, List<Liability.Month>> unit : units.entrySet()) {
            json.writeObjectFieldStart(unit.getKey());
            json.writeNumberField(
                    "total",
                    unit.getValue().stream()
                            .mapToLong(Liability.Month::outstanding)
                            .sum());
            json.writeArrayFieldStart("months");
            for (Liability.Month month : unit.getValue()) {
                json.writeStartObject();
                json.writeStringField(
                        "month", month.month() == null ? null : month.month().toString());
                json.writeNumberField("amount", month.outstanding());
                json.writeNumberField("available", month.available());
                json.writeNumberField("pending", month.pending());
                json.writeNumberField("held", month.held());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Starts a verification; a second one does no harm, so the key is only asked for. */
    Future<Answer> verify(Exchange exchange) {
        exchange.read(in -> true);
        CallHeaders.key(exchange.request());
        String programme = exchange.programme();
        return jobs.start(
                        programme,
                        "verify",
                        exchange.caller().name(),
                        progress -> verify.run(programme, progress::done).map(Books::report))
                .map(JobEndpoints::started);
    }

    private static JsonObject report(Verify.Report report) {
        JsonArray findings = new JsonArray();
        report.findings()
                .forEach(finding -> findings.add(new JsonObject()
                        .put("what", finding.what())
                        .put("partition", finding.partition())
                        .put("seq", finding.seq())
                        .put("detail", finding.detail())));
        return new JsonObject()
                .put("holds", report.holds())
                .put("entries", report.entries())
                .put("findings", findings);
    }
}
