package io.walaa.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.decision.Decision;
import io.walaa.decision.Effect;
import io.walaa.decision.Page;
import io.walaa.member.MemberId;
import io.walaa.points.Balance;
import io.walaa.points.Lot;
import io.walaa.points.Posting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry's body as JSON text. Keys are single letters because every entry is written to Redis, its append-only file
 * and Postgres: size is the larger part of what a commit costs.
 */
public final class EntryBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory FACTORY = JSON.getFactory();

    private EntryBody() {}

    /** The body without the note. */
    public static String write(Entry entry) {
        return new String(bytes(entry), StandardCharsets.UTF_8);
    }

    /** The body without the note as UTF-8, which is what goes over the wire. */
    static byte[] bytes(Entry entry) {
        // The recycler's buffers are this thread's: without it every entry would allocate some 10 KB.
        BufferRecycler recycler = FACTORY._getBufferRecycler();
        try (ByteArrayBuilder out = new ByteArrayBuilder(recycler)) {
            try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
                write(json, entry);
            }
            return out.getClearAndRelease();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            recycler.releaseToPool();
        }
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("p", entry.programme());
        json.writeStringField("m", entry.member().value());
        json.writeNumberField("s", entry.seq());
        json.writeStringField("t", entry.decision().type());
        json.writeStringField("o", entry.operation().id());
        json.writeStringField("h", entry.operation().body());
        json.writeStringField("k", entry.operation().kind().letter());
        if (!entry.event().isEmpty()) {
            json.writeStringField("v", entry.event());
        }
        json.writeNumberField("a", entry.postedAt());
        if (entry.occurredAt() != entry.postedAt()) {
            json.writeNumberField("r", entry.occurredAt());
        }
        json.writeNumberField("n", entry.version());
        decision(json, entry.decision());
        json.writeEndObject();
    }

    private static void decision(JsonGenerator json, Decision decision) throws IOException {
        json.writeObjectFieldStart("f");
        for (Map.Entry<String, @Nullable String> field : decision.fields().entrySet()) {
            json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
        if (!decision.postings().isEmpty()) {
            json.writeArrayFieldStart("x");
            for (Posting posting : decision.postings()) {
                posting(json, posting);
            }
            json.writeEndArray();
        }
        json.writeObjectFieldStart("b");
        for (Map.Entry<String, Balance> balance : decision.balances().entrySet()) {
            Balance value = balance.getValue();
            json.writeFieldName(balance.getKey());
            json.writeArray(new long[] {value.available(), value.pending(), value.held(), value.debt()}, 0, 4);
        }
        json.writeEndObject();
        if (!decision.effects().isEmpty()) {
            json.writeFieldName("e");
            writeEffects(json, decision.effects());
        }
        if (!decision.pages().isEmpty()) {
            json.writeArrayFieldStart("g");
            for (Page page : decision.pages()) {
                json.writeStartArray();
                json.writeString(page.name());
                json.writeString(page.content());
                json.writeBoolean(page.fresh());
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        if (!decision.codes().isEmpty()) {
            json.writeObjectFieldStart("c");
            for (Map.Entry<String, String> code : decision.codes().entrySet()) {
                json.writeStringField(code.getKey(), code.getValue());
            }
            json.writeEndObject();
        }
        if (decision.nextDue() != Lot.NEVER) {
            json.writeNumberField("d", decision.nextDue());
        }
    }

    private static void posting(JsonGenerator json, Posting posting) throws IOException {
        json.writeStartArray();
        json.writeString(posting.debit());
        json.writeString(posting.credit());
        json.writeString(posting.unit());
        json.writeNumber(posting.amount());
        Lot lot = posting.lot();
        if (lot.expiresAt() != Lot.NEVER || lot.pending()) {
            json.writeNumber(lot.expiresAt());
            if (lot.pending()) {
                json.writeNumber(lot.activatesAt());
                json.writeString(lot.source());
            }
        }
        json.writeEndArray();
    }

    /** Writes effects as the array that replies show. */
    public static void writeEffects(JsonGenerator json, List<Effect> effects) throws IOException {
        json.writeStartArray();
        for (Effect effect : effects) {
            json.writeStartObject();
            json.writeStringField("type", effect.type());
            for (Map.Entry<String, Object> value : effect.values().entrySet()) {
                json.writeFieldName(value.getKey());
                writeValue(json, value.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes a value of an effect; nearly all are plain, and for those a look-up of how to write them is a waste. */
    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writePOJO(value);
        }
    }

    /** A note as JSON text, empty if there is nothing in it. */
    public static String writeNote(Map<String, String> note) {
        if (note.isEmpty()) {
            return "";
        }
        try {
            return JSON.writeValueAsString(note);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads an entry back.
     *
     * @throws IllegalArgumentException if the text is no entry body
     */
    public static Entry read(JournalEntry stored) {
        try {
            JsonNode json = JSON.readTree(stored.body());
            Map<String, String> note = new LinkedHashMap<>();
            if (!stored.note().isEmpty()) {
                JSON.readTree(stored.note())
                        .properties()
                        .forEach(e -> note.put(e.getKey(), e.getValue().asText()));
            }
            long postedAt = json.required("a").asLong();
            OperationKey operation = new OperationKey(
                    json.required("o").asText(),
                    json.required("h").asText(),
                    OperationKey.Kind.of(json.required("k").asText()));
            return new Entry(
                    json.required("p").asText(),
                    new MemberId(json.required("m").asText()),
                    json.required("s").asLong(),
                    stored.commitId(),
                    operation,
                    json.path("v").asText(""),
                    json.path("r").asLong(postedAt),
                    postedAt,
                    json.required("n").asInt(),
                    decision(json),
                    note);
        } catch (IOException e) {
            throw new IllegalArgumentException("not an entry at " + stored.position(), e);
        }
    }

    private static Decision decision(JsonNode json) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        json.required("f")
                .properties()
                .forEach(e -> fields.put(
                        e.getKey(), e.getValue().isNull() ? null : e.getValue().asText()));
        List<Posting> postings = new ArrayList<>();
        for (JsonNode line : json.path("x")) {
            postings.add(new Posting(
                    line.get(0).asText(),
                    line.get(1).asText(),
                    line.get(2).asText(),
                    line.get(3).asLong(),
                    new Lot(
                            line.path(4).asLong(Lot.NEVER),
                            line.path(5).asLong(Lot.ACTIVE),
                            line.path(6).asText(""))));
        }
        Map<String, Balance> balances = new LinkedHashMap<>();
        json.required("b")
                .properties()
                .forEach(e -> balances.put(
                        e.getKey(),
                        new Balance(
                                e.getValue().get(0).asLong(),
                                e.getValue().get(1).asLong(),
                                e.getValue().get(2).asLong(),
                                e.getValue().get(3).asLong())));
        List<Effect> effects = new ArrayList<>();
        for (JsonNode effect : json.path("e")) {
            effects.add(effect(effect));
        }
        List<Page> pages = new ArrayList<>();
        for (JsonNode page : json.path("g")) {
            pages.add(new Page(
                    page.get(0).asText(), page.get(1).asText(), page.get(2).asBoolean()));
        }
        Map<String, String> codes = new HashMap<>();
        json.path("c")
                .properties()
                .forEach(e -> codes.put(e.getKey(), e.getValue().asText()));
        return new Decision(
                json.required("t").asText(),
                fields,
                postings,
                balances,
                effects,
                pages,
                codes,
                json.path("d").asLong(Lot.NEVER));
    }

    private static Effect effect(JsonNode json) {
        Map<String, Object> values = new LinkedHashMap<>();
        json.properties().forEach(e -> {
            if (!e.getKey().equals("type")) {
                values.put(e.getKey(), plain(e.getValue()));
            }
        });
        return new Effect(json.required("type").asText(), values);
    }

    private static Object plain(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.asLong();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return value.isTextual() ? value.asText() : value;
    }
}
