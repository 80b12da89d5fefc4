package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.VertxException;
import io.walaa.access.Denied;
import io.walaa.decision.Refusal;
import io.walaa.json.InputError;
import io.walaa.json.InvalidInput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a request failed, as RFC 9457 problem details. This alone turns failures into answers.
 *
 * @param status of HTTP
 * @param code stable, also the last part of {@code type}
 * @param values what the text names; repeated as members of the document
 * @param errors what is wrong with the body
 * @param headers of the answer
 */
record Problem(
        int status, String code, Map<String, Object> values, List<InputError> errors, Map<String, String> headers) {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE = "/problems/";
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

    /** The answer to any failure at all. */
    static Problem of(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return of(refusal);
        }
        if (failure instanceof InvalidInput invalid) {
            return of(invalid);
        }
        if (failure instanceof Rejection rejection) {
            return new Problem(
                    rejection.status(), rejection.code(), rejection.values(), List.of(), rejection.headers());
        }
        if (failure instanceof Denied denied) {
            String error = denied.reason() == Denied.Reason.UNAUTHENTICATED ? "" : ", error=\"invalid_token\"";
            return new Problem(
                    401,
                    denied.reason().code(),
                    Map.of(),
                    List.of(),
                    Map.of("WWW-Authenticate", "Bearer realm=\"walaa\"" + error));
        }
        return fault(failure);
    }

    private static Problem of(Refusal refusal) {
        int status = switch (refusal.kind()) {
            case UNPROCESSABLE -> 422;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case EDITED -> 412;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
        };
        boolean later = status == 429 || status == 503 || refusal.retryAfterMillis() > 0;
        return new Problem(
                status,
                refusal.code(),
                refusal.values(),
                List.of(),
                later ? Map.of("Retry-After", retryAfter(refusal.retryAfterMillis())) : Map.of());
    }

    /** Whole seconds, rounded up, at least one (RFC 9110). */
    static String retryAfter(long millis) {
        return Long.toString(Math.max(1, (millis + 999) / 1000));
    }

    private static Problem of(InvalidInput invalid) {
        InputError first = invalid.errors().get(0);
        boolean whole = first.pointer().isEmpty() && invalid.errors().size() == 1;
        return whole
                ? new Problem(400, first.code().code(), first.args(), invalid.errors(), Map.of())
                : new Problem(
                        400, "invalid-input", Map.of("count", invalid.errors().size()), invalid.errors(), Map.of());
    }

    private static Problem fault(Throwable failure) {
        String fault = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        // somebody who hangs up is no fault of ours
        if (failure instanceof VertxException && "Connection was closed".equals(failure.getMessage())) {
            LOG.debug("connection closed", failure);
        } else {
            LOG.error("fault {}", fault, failure);
        }
        return new Problem(500, "internal", Map.of("fault", fault), List.of(), Map.of());
    }

    /** Writes the document in the language of {@code locale}. */
    void write(JsonGenerator json, Messages messages, Locale locale, String instance) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", TYPE + code);
        json.writeStringField("title", title(messages, locale));
        json.writeNumberField("status", status);
        json.writeStringField("detail", messages.text(locale, code, values));
        json.writeStringField("code", code);
        json.writeStringField("instance", instance);
        for (Map.Entry<String, Object> value : Messages.shown(values, locale).entrySet()) {
            json.writeFieldName(value.getKey());
            json.writePOJO(value.getValue());
        }
        if (!errors.isEmpty()) {
            json.writeArrayFieldStart("errors");
            for (InputError error : errors) {
                write(json, messages, locale, error);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Writes one thing that is wrong with a body. */
    static void write(JsonGenerator json, Messages messages, Locale locale, InputError error) throws IOException {
        json.writeStartObject();
        json.writeStringField("pointer", error.pointer());
        json.writeStringField("code", error.code().code());
        json.writeStringField("detail", messages.text(locale, error.code().code(), error.args()));
        if (error.line() > 0) {
            json.writeNumberField("line", error.line());
        }
        for (Map.Entry<String, Object> value : error.args().entrySet()) {
            json.writeFieldName(value.getKey());
            json.writePOJO(value.getValue());
        }
        json.writeEndObject();
    }

    private String title(Messages messages, Locale locale) {
        String own = "title." + code;
        return messages.text(locale, messages.has(own) ? own : "title." + status, Map.of());
    }
}
