package io.walaa.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts answers and problems on the wire. */
final class Responses {
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence CONTENT_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");

    private final Messages messages;

    Responses(Messages messages) {
        this.messages = messages;
    }

    void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        response.putHeader(CONTENT_OPTIONS, NOSNIFF);
        List<String> headers = answer.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            response.putHeader(headers.get(i), headers.get(i + 1));
        }
        if (answer.status() == 204 || answer.status() == 304) {
            response.end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, answer.type());
        response.end(answer.body());
    }

    void fail(HttpServerRequest request, Throwable failure) {
        Problem problem = Problem.of(failure);
        Locale language = Languages.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        String instance = request.path() == null ? "/" : request.path();
        Answer answer = new Answer(
                        problem.status(),
                        Problem.MEDIA_TYPE,
                        Answer.buffer(json -> problem.write(json, messages, language, instance)))
                .with("Content-Language", language.getLanguage())
                .with("Vary", "Accept-Language");
        problem.headers().forEach(answer::with);
        send(request, answer);
    }

    /** Answers what is not even HTTP, and closes. */
    void failBroken(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Rejection rejection;
        if (cause instanceof TooLongHttpLineException) {
            rejection = new Rejection(414, "address-too-long");
        } else if (cause instanceof TooLongHttpHeaderException) {
            rejection = new Rejection(431, "header-too-large");
        } else {
            rejection = new Rejection(400, "bad-request", Map.of());
        }
        fail(request, rejection.with("Connection", "close"));
        request.connection().close();
    }
}
