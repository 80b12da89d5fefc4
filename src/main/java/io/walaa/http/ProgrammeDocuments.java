package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.json.Document;
import io.walaa.json.InputError;
import io.walaa.json.InvalidInput;
import io.walaa.json.Json;
import io.walaa.usecase.Call;
import io.walaa.usecase.programme.Activation;
import io.walaa.usecase.programme.DocumentChange;
import io.walaa.usecase.programme.PublishProgramme;
import io.walaa.usecase.programme.PublishProgramme.Published;
import io.walaa.usecase.programme.ReadProgramme;
import io.walaa.usecase.programme.ReadProgramme.DocumentVersion;
import io.walaa.usecase.programme.Source;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The programme as a document with versions. */
public final class ProgrammeDocuments {
    private static final int NONE = 0;
    private static final int WHICHEVER = -1;
    private static final int NOTE_MAX = 500;

    private final PublishProgramme publish;
    private final ReadProgramme read;
    private final Messages messages;

    public ProgrammeDocuments(PublishProgramme publish, ReadProgramme read, Messages messages) {
        this.publish = publish;
        this.read = read;
        this.messages = messages;
    }

    Future<Answer> read(Exchange exchange) {
        return read.active(exchange.programme()).map(version -> {
            JsonNode document = json(version.source());
            return Answer.json(200, json -> json.writeTree(document)).with("ETag", EntityTags.of(version.n()));
        });
    }

    /** Publishes; the first version needs no {@code If-Match}, because there is nothing to match. */
    Future<Answer> publish(Exchange exchange) {
        Integer given = EntityTags.given(exchange);
        int expected = given == null ? NONE : given == EntityTags.ANY ? WHICHEVER : given;
        String note = exchange.query("note");
        if (note != null && note.length() > NOTE_MAX) {
            throw Rejection.parameter("note", "≤ " + NOTE_MAX);
        }
        Call call = exchange.call();
        return publish.publish(
                        call,
                        source(exchange),
                        expected,
                        exchange.caller().name(),
                        note == null ? "" : note,
                        activation(exchange, true))
                .recover(failure -> Future.failedFuture(
                        given == null && isEdited(failure) ? new Rejection(428, "precondition-required") : failure))
                .compose(done -> answer(exchange, call, done));
    }

    private static boolean isEdited(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.EDITED;
    }

    Future<Answer> activate(Exchange exchange) {
        exchange.read(in -> true);
        Call call = exchange.call();
        return publish.activate(call, number(exchange), WHICHEVER, activation(exchange, false))
                .compose(done -> answer(exchange, call, done));
    }

    /** {@code now}, {@code no} for a version that is only kept, or an instant. */
    private static Activation activation(Exchange exchange, boolean mayKeep) {
        String text = exchange.query("activate");
        if (text == null || text.equals("now")) {
            return Activation.NOW;
        }
        if (mayKeep && text.equals("no")) {
            return Activation.NEVER;
        }
        try {
            return Activation.at(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw Rejection.parameter("activate", "now, no, 2026-12-01T00:00:00+03:00");
        }
    }

    private static int number(Exchange exchange) {
        try {
            return Integer.parseUnsignedInt(exchange.argument(0));
        } catch (NumberFormatException none) {
            throw Refusal.notFound("version-not-found", "version", exchange.argument(0));
        }
    }

    private Future<Answer> answer(Exchange exchange, Call call, Published done) {
        if (call.dryRun()) {
            return Future.succeededFuture(Answer.json(200, json -> {
                json.writeStartObject();
                json.writeNumberField("version", done.version());
                json.writeBooleanField("active", done.active());
                json.writeBooleanField("dryRun", true);
                json.writeEndObject();
            }));
        }
        return read.version(exchange.programme(), done.version())
                .map(version -> Members.marked(
                        done.replayed(),
                        Answer.json(
                                        done.version() == 1 ? 201 : 200,
                                        json -> write(json, version, done.active() ? done.version() : NONE))
                                .with("ETag", EntityTags.of(done.version()))));
    }

    /** Says all that is wrong with a document; that it is wrong is no failure of the request. */
    Future<Answer> validate(Exchange exchange) {
        Locale language = exchange.language();
        return publish.validate(exchange.programme(), source(exchange))
                .map(valid -> List.<InputError>of())
                .recover(failure -> failure instanceof InvalidInput invalid
                        ? Future.succeededFuture(invalid.errors())
                        : Future.failedFuture(failure))
                .map(errors -> Answer.json(200, json -> {
                            json.writeStartObject();
                            json.writeBooleanField("valid", errors.isEmpty());
                            json.writeArrayFieldStart("errors");
                            for (InputError error : errors) {
                                Problem.write(json, messages, language, error);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        })
                        .with("Content-Language", language.getLanguage()));
    }

    private static Source source(Exchange exchange) {
        boolean yaml = MediaTypes.isYaml(exchange.request().getHeader("Content-Type"));
        return new Source(Json.text(exchange.body().getBytes()), yaml ? "yaml" : "json");
    }

    private static JsonNode json(Source source) {
        return (source.format().equals("yaml") ? Document.yaml(source.text()) : Document.json(source.text())).root();
    }

    Future<Answer> versions(Exchange exchange) {
        return read.versions(exchange.programme(), start(exchange), Paging.limit(exchange))
                .map(part -> {
                    String next = Paging.next(part.next() == 0 ? null : Integer.toString(part.next()));
                    Answer answer = Answer.json(200, json -> {
                        json.writeStartObject();
                        json.writeArrayFieldStart("versions");
                        for (DocumentVersion version : part.versions()) {
                            write(json, version, part.active());
                        }
                        json.writeEndArray();
                        Members.writeNext(json, next);
                        json.writeEndObject();
                    });
                    return Paging.linked(exchange, answer, next);
                });
    }

    private static int start(Exchange exchange) {
        String start = Paging.start(exchange);
        try {
            return start == null ? 0 : Integer.parseUnsignedInt(start);
        } catch (NumberFormatException foreign) {
            throw Paging.wrong();
        }
    }

    /** One version: its document, and what it changed against the one before. */
    Future<Answer> version(Exchange exchange) {
        int n = number(exchange);
        Future<DocumentVersion> version = read.version(exchange.programme(), n);
        Future<DocumentVersion> active = read.active(exchange.programme());
        return version.compose(found -> Future.all(active, read.changes(exchange.programme(), n)))
                .map(both -> {
                    List<DocumentChange> changes = both.resultAt(1);
                    JsonNode document = json(version.result().source());
                    return Answer.json(200, json -> {
                        json.writeStartObject();
                        writeFields(json, version.result(), active.result().n());
                        json.writeFieldName("document");
                        json.writeTree(document);
                        json.writeArrayFieldStart("changes");
                        for (DocumentChange change : changes) {
                            json.writeStartObject();
                            json.writeStringField("pointer", change.pointer());
                            writeTree(json, "from", change.from());
                            writeTree(json, "to", change.to());
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    });
                });
    }

    private static void writeTree(JsonGenerator json, String name, @Nullable JsonNode tree) throws IOException {
        if (tree != null) {
            json.writeFieldName(name);
            json.writeTree(tree);
        }
    }

    private static void write(JsonGenerator json, DocumentVersion version, int active) throws IOException {
        json.writeStartObject();
        writeFields(json, version, active);
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, DocumentVersion version, int active) throws IOException {
        json.writeNumberField("version", version.n());
        json.writeBooleanField("active", version.n() == active);
        json.writeStringField("author", version.author());
        json.writeStringField("note", version.note());
        json.writeStringField("createdAt", version.at().toString());
        json.writeStringField(
                "activatedAt",
                version.activatedAt() == null ? null : version.activatedAt().toString());
    }
}
