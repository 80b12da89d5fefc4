package io.walaa.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What is served to anybody: the contract, its page, and what a problem's {@code type} leads to. */
public final class Documents {
    private static final String CACHED = "public, max-age=300";
    private static final String OWN_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

    private final Messages messages;
    private final Buffer contract;
    private final Map<String, Buffer> pages =
            Map.of("/docs", resource("docs.html"), "/docs.js", resource("docs.js"), "/docs.css", resource("docs.css"));

    public Documents(Messages messages, OpenApi openApi) {
        this.messages = messages;
        this.contract = Answer.buffer(json -> json.writeTree(openApi.document()));
    }

    Future<Answer> contract(Exchange exchange) {
        return Future.succeededFuture(new Answer(200, Answer.JSON, contract)
                .with("Cache-Control", CACHED)
                .with("Access-Control-Allow-Origin", "*"));
    }

    Future<Answer> page(Exchange exchange) {
        String path = exchange.request().path();
        String type = exchange.produces() + "; charset=utf-8";
        return Future.succeededFuture(new Answer(200, type, pages.getOrDefault(path, Buffer.buffer()))
                .with("Cache-Control", CACHED)
                .with("Content-Security-Policy", OWN_ONLY)
                .with("Referrer-Policy", "no-referrer"));
    }

    /** What a problem's code means: its texts as ICU MessageFormat patterns. */
    Future<Answer> problem(Exchange exchange) {
        String code = exchange.argument(0);
        if (code.startsWith("title.") || !messages.has(code)) {
            throw new Rejection(404, "not-found");
        }
        return Future.succeededFuture(Answer.json(200, json -> {
                    json.writeStartObject();
                    json.writeStringField("code", code);
                    json.writeObjectFieldStart("text");
                    json.writeStringField("en", messages.pattern("en", code));
                    json.writeStringField("ar", messages.pattern("ar", code));
                    json.writeEndObject();
                    json.writeEndObject();
                })
                .with("Cache-Control", CACHED));
    }

    private static Buffer resource(String name) {
        try (InputStream stream = Documents.class.getResourceAsStream("/web/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource web/" + name);
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
