package io.walaa.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What is served to anybody: the contract, pages, the client library, and what a problem's {@code type} leads to. */
public final class Documents {
    private static final String CACHED = "public, max-age=300";
    private static final String OWN_ONLY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Messages messages;
    private final Buffer contract;
    private final Buffer live = Answer.buffer(json -> json.writeTree(OpenApi.document("/asyncapi.yaml")));
    private final Map<String, WebFile> files = Map.of(
            "/docs", new WebFile("docs.html"),
            "/docs.js", new WebFile("docs.js"),
            "/docs.css", new WebFile("docs.css"),
            "/demo/live", new WebFile("demo/live.html"),
            "/demo/live.js", new WebFile("demo/live.js"),
            "/demo/words.js", new WebFile("demo/words.js"),
            "/demo/live.css", new WebFile("demo/live.css"),
            "/schemas/programme.json", new WebFile("schemas/programme.json"),
            "/sdk/walaa-live.js", new WebFile("sdk/walaa-live.js"),
            "/sdk/walaa-live.d.ts", new WebFile("sdk/walaa-live.d.ts"));

    public Documents(Messages messages, OpenApi openApi) {
        this.messages = messages;
        this.contract = Answer.buffer(json -> json.writeTree(openApi.document()));
    }

    Future<Answer> contract(Exchange exchange) {
        return Future.succeededFuture(new Answer(200, Answer.JSON, contract)
                .with("Cache-Control", CACHED)
                .with("Access-Control-Allow-Origin", "*"));
    }

    /** The contract of the live channels. */
    Future<Answer> liveContract(Exchange exchange) {
        return Future.succeededFuture(new Answer(200, Answer.JSON, live)
                .with("Cache-Control", CACHED)
                .with("Access-Control-Allow-Origin", "*"));
    }

    /** A page, or a part of one: it may load nothing but what is this server's own. */
    Future<Answer> page(Exchange exchange) {
        return Future.succeededFuture(
                file(exchange).with("Content-Security-Policy", OWN_ONLY).with("Referrer-Policy", "no-referrer"));
    }

    /** The client library: any page may load it. */
    Future<Answer> library(Exchange exchange) {
        return Future.succeededFuture(file(exchange)
                .with("Access-Control-Allow-Origin", "*")
                .with("Cross-Origin-Resource-Policy", "cross-origin"));
    }

    /** The schema of a programme's document, by which editors complete and check it. */
    Future<Answer> schema(Exchange exchange) {
        return Future.succeededFuture(file(exchange).with("Access-Control-Allow-Origin", "*"));
    }

    private Answer file(Exchange exchange) {
        WebFile file = files.get(exchange.request().path());
        if (file == null) {
            throw new IllegalStateException("a route without its file");
        }
        return file.answer(exchange);
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
}
