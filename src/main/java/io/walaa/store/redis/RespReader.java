package io.walaa.store.redis;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the Redis protocol (RESP2) apart as bytes come in: simple and bulk texts, numbers, errors, and flat arrays of
 * them, which is all that a subscribed connection receives. Own code because the client library keeps confirmations of
 * sharded subscriptions to itself.
 */
final class RespReader {
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    private final Consumer<List<String>> message;
    private Buffer bytes = Buffer.buffer();
    private int at;

    /** @param message takes each array's texts; anything else as one text, errors with their leading {@code -} */
    RespReader(Consumer<List<String>> message) {
        this.message = message;
    }

    /** Adds bytes and passes on what is complete. */
    void read(Buffer more) {
        bytes.appendBuffer(more);
        while (true) {
            at = 0;
            List<String> next = next();
            if (next == null) {
                break;
            }
            bytes = bytes.getBuffer(at, bytes.length());
            message.accept(next);
        }
        if (bytes.length() > MESSAGE_BYTES_MAX) {
            throw new IllegalStateException("a message of more than " + MESSAGE_BYTES_MAX + " bytes");
        }
    }

    private @Nullable List<String> next() {
        if (bytes.length() == 0) {
            return null;
        }
        if (bytes.getByte(0) != '*') {
            String single = text();
            return single == null ? null : List.of(single);
        }
        String count = line();
        if (count == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = Integer.parseInt(count.substring(1)); i > 0; i--) {
            String text = text();
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    private @Nullable String text() {
        String head = line();
        if (head == null || !head.startsWith("$")) {
            return head == null || head.startsWith("-") ? head : head.substring(1);
        }
        int length = Integer.parseInt(head.substring(1));
        if (length < 0) {
            return "";
        }
        if (bytes.length() < at + length + 2) {
            return null;
        }
        String text = bytes.getString(at, at + length, StandardCharsets.UTF_8.name());
        at += length + 2;
        return text;
    }

    private @Nullable String line() {
        for (int end = at; end + 1 < bytes.length(); end++) {
            if (bytes.getByte(end) == '\r' && bytes.getByte(end + 1) == '\n') {
                String line = bytes.getString(at, end);
                at = end + 2;
                return line;
            }
        }
        return null;
    }
}
