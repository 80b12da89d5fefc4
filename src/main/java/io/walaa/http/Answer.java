package io.walaa.http;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What an endpoint answers, before it is put on the wire. */
final class Answer {
    static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Writes one JSON value. */
    interface Shape {
        void write(JsonGenerator json) throws IOException;
    }

    private final int status;
    private final String type;
    private final Buffer body;
    private final List<String> headers = new ArrayList<>(4);

    Answer(int status, String type, Buffer body) {
        this.status = status;
        this.type = type;
        this.body = body;
    }

    static Answer json(int status, Shape shape) {
        return new Answer(status, JSON, buffer(shape));
    }

    static Answer empty() {
        return new Answer(204, JSON, Buffer.buffer());
    }

    /** A JSON value as UTF-8. */
    static Buffer buffer(Shape shape) {
        ByteArrayBuilder out = new ByteArrayBuilder(512);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(out, JsonEncoding.UTF8)) {
            shape.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(out.toByteArray());
    }

    /** Adds a header. */
    Answer with(String header, String value) {
        headers.add(header);
        headers.add(value);
        return this;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    Buffer body() {
        return body;
    }

    /** Names and values in turn. */
    List<String> headers() {
        return headers;
    }
}
