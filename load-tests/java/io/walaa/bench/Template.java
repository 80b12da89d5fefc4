package io.walaa.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one kind of request. Only member, key and instant differ from one request to the next, and their length
 * never does, so a request is a copy with a few characters put in.
 */
final class Template {
    private static final String MEMBER = "mem_################";
    private static final String KEY = "$$$$$$$$$$$$$$$$";
    private static final String INSTANT = "@@@@-@@-@@T@@:@@:@@Z";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final byte[] bytes;
    private final int[] members;
    private final int[] keys;
    private final int[] instants;
    private final int operations;
    private long instantSecond;

    private Template(String text, int operations) {
        bytes = text.getBytes(StandardCharsets.US_ASCII);
        members = offsets(text, MEMBER);
        keys = offsets(text, KEY);
        instants = offsets(text, INSTANT);
        this.operations = operations;
    }

    static Template earn(Plan plan) {
        return points(plan, "earn", 35);
    }

    static Template redeem(Plan plan) {
        return points(plan, "redeem", plan.redeem());
    }

    private static Template points(Plan plan, String what, long amount) {
        return post(
                plan,
                "/v1/members/" + MEMBER + "/" + what,
                "application/json",
                "{\"unit\":\"points\",\"amount\":" + amount + "}",
                1);
    }

    static Template purchase(Plan plan) {
        return post(plan, "/v1/events", "application/json", event(), 1);
    }

    static Template batch(Plan plan) {
        String lines = (event() + "\n").repeat(plan.lines());
        return post(plan, "/v1/events/batch", "application/x-ndjson", lines, plan.lines());
    }

    /** One purchase, with its marks. */
    static String event() {
        return "{\"type\":\"purchase\",\"id\":\"" + KEY + "\",\"source\":\"till7\",\"member\":\"" + MEMBER
                + "\",\"occurredAt\":\"" + INSTANT + "\",\"channel\":\"store\",\"store\":\"hawalli\",\"order\":{\"id\":\""
                + KEY + "\",\"currency\":\"KWD\",\"lines\":[{\"id\":\"1\",\"sku\":\"latte\",\"category\":\"coffee\","
                + "\"quantity\":2,\"unitPrice\":\"1.750\"},{\"id\":\"2\",\"sku\":\"basbousa\",\"category\":\"dessert\","
                + "\"quantity\":1,\"unitPrice\":\"2.250\"}],\"tenders\":[{\"type\":\"card\",\"amount\":\"5.750\"}]}}";
    }

    private static Template post(Plan plan, String path, String type, String body, int operations) {
        String ack = plan.ack().isEmpty() ? "" : "Walaa-Ack: " + plan.ack() + "\r\n";
        return new Template(
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + plan.key()
                        + "\r\nContent-Type: " + type + "\r\nIdempotency-Key: " + KEY + "\r\n" + ack
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body,
                operations);
    }

    private static int[] offsets(String text, String mark) {
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
            found.add(at);
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    int length() {
        return bytes.length;
    }

    int operations() {
        return operations;
    }

    /** Writes a request; {@code keys} counts on for each operation. */
    void write(ByteBuffer out, Draw draw, long key) {
        long second = System.currentTimeMillis() / 1000;
        if (second != instantSecond && instants.length > 0) {
            instantSecond = second;
            byte[] now = Instant.ofEpochSecond(second)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString()
                    .getBytes(StandardCharsets.US_ASCII);
            for (int at : instants) {
                System.arraycopy(now, 0, bytes, at, now.length);
            }
        }
        for (int at : members) {
            Members.put(bytes, at, draw.next());
        }
        // The header's key, if any, comes first; within an event its id and its order's are the same.
        for (int i = 0; i < keys.length; i++) {
            long value = key + (i == 0 ? 0 : (i - 1) / 2);
            for (int digit = 15; digit >= 0; digit--, value >>>= 4) {
                bytes[keys[i] + digit] = (byte) HEX[(int) value & 15];
            }
        }
        out.put(bytes);
    }
}
