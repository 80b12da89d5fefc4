package io.walaa.live;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import io.walaa.live.event.LiveEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What the server says, as JSON. */
final class Outgoing {
    static final String SNAPSHOT = "/v1/me/state";
    static final byte[] PING = "{\"t\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Outgoing() {}

    /** Writes the fields of one object. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] object(Fields fields) {
        ByteArrayBuilder out = new ByteArrayBuilder(256);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** An event alone. */
    static byte[] event(LiveEvent event) {
        return object(json -> {
            json.writeStringField("id", event.id());
            json.writeStringField("type", event.type());
            json.writeStringField("time", event.time());
            json.writePOJOField("data", event.data());
        });
    }

    /** A message of a channel: a {@code pub} for each event, one per line; the last carries the offset. */
    static byte[] publication(String channel, long offset, List<byte[]> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.write('\n');
            }
            out.writeBytes(pub(channel, i == events.size() - 1 ? offset : -1, events.get(i)));
        }
        return out.toByteArray();
    }

    /** One {@code pub}; a negative offset is left out. */
    static byte[] pub(String channel, long offset, byte[] event) {
        String head = "{\"t\":\"pub\",\"ch\":\"" + channel + "\"," + (offset < 0 ? "" : "\"offset\":" + offset + ",");
        return joined(head, event);
    }

    /** What was missed, as an element of {@code pubs}. */
    static byte[] missed(long offset, byte[] event) {
        return joined("{" + (offset < 0 ? "" : "\"offset\":" + offset + ","), event);
    }

    private static byte[] joined(String head, byte[] event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + event.length + 8);
        out.writeBytes((head + "\"e\":").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(event);
        out.write('}');
        return out.toByteArray();
    }

    /** The answer to {@code hello}, and the first message of a stream. */
    static byte[] ready(
            @Nullable Long id,
            Proof proof,
            List<ChannelName> channels,
            List<LiveRead> reads,
            Map<String, String> refused,
            Session session) {
        return object(json -> {
            if (id != null) {
                json.writeNumberField("id", id);
            }
            json.writeStringField("t", "ready");
            json.writeStringField(
                    "session", Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36));
            json.writeNumberField("ping", Session.PING_SECONDS);
            json.writeNumberField("exp", proof.expiresAt().getEpochSecond());
            json.writeObjectFieldStart("subs");
            for (int i = 0; i < channels.size(); i++) {
                ChannelName name = channels.get(i);
                json.writeObjectFieldStart(name.text());
                joined(json, name, reads.get(i), session.missed(name, reads.get(i)));
                json.writeEndObject();
            }
            for (Map.Entry<String, String> one : refused.entrySet()) {
                json.writeObjectFieldStart(one.getKey());
                json.writeStringField("error", one.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    /** The server goes away; come back after this delay. */
    static byte[] drain(long afterMillis) {
        return object(json -> {
            json.writeStringField("t", "drain");
            json.writeNumberField("after", afterMillis);
        });
    }

    /** What a channel answers to a screen that joins it. */
    static void joined(JsonGenerator json, ChannelName name, LiveRead read, List<byte[]> missed) throws IOException {
        if (name.latest()) {
            json.writeStringField("mode", "latest");
        } else {
            json.writeBooleanField("recovered", read.recovered());
        }
        json.writeStringField("epoch", read.position().epoch());
        json.writeNumberField("offset", read.position().offset());
        if (read.recovered() || name.latest()) {
            json.writeArrayFieldStart("pubs");
            for (byte[] one : missed) {
                json.writeRawValue(new String(one, StandardCharsets.UTF_8));
            }
            json.writeEndArray();
        }
    }

    /** The channel must be read from its snapshot. */
    static byte[] reset(ChannelName channel, String reason, LivePosition position) {
        return object(json -> {
            json.writeStringField("t", "reset");
            json.writeStringField("ch", channel.text());
            json.writeStringField("reason", reason);
            if (channel.kind() == ChannelName.Kind.MEMBER) {
                json.writeStringField("snapshot", SNAPSHOT);
            }
            json.writeStringField("epoch", position.epoch());
            json.writeNumberField("offset", position.offset());
        });
    }

    /** A command was refused. */
    static byte[] error(@Nullable Long id, String code, boolean retry) {
        return object(json -> {
            if (id != null) {
                json.writeNumberField("id", id);
            }
            json.writeStringField("t", "error");
            json.writeStringField("code", code);
            json.writeBooleanField("retry", retry);
        });
    }
}
