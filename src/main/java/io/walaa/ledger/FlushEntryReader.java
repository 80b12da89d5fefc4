package io.walaa.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.walaa.decision.Page;
import io.walaa.journal.JournalEntry;
import io.walaa.points.Lot;
import io.walaa.points.Posting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Reads an entry's body in one pass, taking only what the ledger's tables need: every operation passes here, so the
 * tree that {@link io.walaa.journal.EntryBody#read} builds would be the larger part of a flush. One thread at a time.
 */
final class FlushEntryReader {
    private static final JsonFactory JSON = new JsonFactory();
    /** What the commit script counts for an entry besides its texts. */
    private static final int OVERHEAD_BYTES = 100;

    private final Chain chain;

    private String programme = "";
    private String member = "";
    private String type = "";
    private String event = "";
    private String operation = "";
    private String fields = "";
    private boolean keyed;
    private long memberSeq;
    private long postedAt;
    private long occurredAt;
    private long nextDue;
    private int version;
    private List<Posting> postings = List.of();
    private List<Page> pages = List.of();

    FlushEntryReader(Chain chain) {
        this.chain = chain;
    }

    /**
     * Reads an entry and seals it after the chain {@code before}.
     *
     * @throws IllegalArgumentException if it is no entry
     */
    FlushEntry read(JournalEntry stored, Buffer before) {
        postings = List.of();
        pages = List.of();
        event = "";
        programme = "";
        member = "";
        operation = "";
        fields = "";
        occurredAt = Long.MIN_VALUE;
        nextDue = Lot.NEVER;
        memberSeq = 0;
        try (JsonParser json = JSON.createParser(stored.body())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                member(json, stored.body());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not an entry", e);
        }
        if (operation.length() != 22 || memberSeq < 1 || programme.isEmpty() || member.isEmpty() || fields.isEmpty()) {
            throw new IllegalArgumentException("not an entry");
        }
        byte[] body = stored.body().getBytes(UTF_8);
        String note = stored.note();
        long seq = stored.position().seq();
        return new FlushEntry(
                stored,
                programme,
                member,
                memberSeq,
                type,
                event,
                postedAt,
                occurredAt == Long.MIN_VALUE ? postedAt : occurredAt,
                version,
                operationId(operation),
                keyed,
                fields,
                postings,
                pages,
                nextDue,
                body.length + (note.isEmpty() ? 0 : note.getBytes(UTF_8).length) + OVERHEAD_BYTES,
                chain.seal(before, seq, stored.commitId(), Chain.lines(postings), body, note));
    }

    /** The 16 bytes of an operation id, as the type that Postgres compares fastest. */
    static UUID operationId(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private void member(JsonParser json, String body) throws IOException {
        String name = json.currentName();
        json.nextToken();
        switch (name.length() == 1 ? name.charAt(0) : ' ') {
            case 'p' -> programme = json.getText();
            case 'm' -> member = json.getText();
            case 's' -> memberSeq = json.getLongValue();
            case 't' -> type = json.getText();
            case 'o' -> operation = json.getText();
            case 'k' -> keyed = json.getText().equals("k");
            case 'v' -> event = json.getText();
            case 'a' -> postedAt = json.getLongValue();
            case 'r' -> occurredAt = json.getLongValue();
            case 'n' -> version = json.getIntValue();
            case 'd' -> nextDue = json.getLongValue();
            case 'f' -> {
                int start = (int) json.currentTokenLocation().getCharOffset();
                json.skipChildren();
                fields = body.substring(start, (int) json.currentTokenLocation().getCharOffset() + 1);
            }
            case 'x' -> {
                postings = new ArrayList<>(2);
                while (json.nextToken() == JsonToken.START_ARRAY) {
                    postings.add(posting(json));
                }
            }
            case 'g' -> {
                pages = new ArrayList<>(1);
                while (json.nextToken() == JsonToken.START_ARRAY) {
                    pages.add(new Page(json.nextTextValue(), json.nextTextValue(), json.nextBooleanValue()));
                    json.nextToken();
                }
            }
            default -> json.skipChildren();
        }
    }

    private static Posting posting(JsonParser json) throws IOException {
        String debit = json.nextTextValue();
        String credit = json.nextTextValue();
        String unit = json.nextTextValue();
        long amount = json.nextLongValue(0);
        long expires = Lot.NEVER;
        long activates = Lot.ACTIVE;
        String source = "";
        if (json.nextToken() != JsonToken.END_ARRAY) {
            expires = json.getLongValue();
            if (json.nextToken() != JsonToken.END_ARRAY) {
                activates = json.getLongValue();
                source = json.nextTextValue();
                json.nextToken();
            }
        }
        return new Posting(debit, credit, unit, amount, new Lot(expires, activates, source));
    }
}
