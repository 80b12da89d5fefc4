package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import java.util.ArrayList;
import java.util.List;

/** Reads a file line by line, a bounded part at a time. Lines that are blank are counted and left out. */
final class Lines {
    private static final int CHUNK_BYTES = 256 * 1024;

    /** Longer lines are cut, which leaves them broken JSON. */
    private static final int LINE_BYTES_MAX = 64 * 1024;

    private final AsyncFile file;
    private final long bytes;
    private long position;
    private int number;
    private boolean skipping;
    private Buffer rest = Buffer.buffer();

    /** @param bytes how many the file has */
    Lines(AsyncFile file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** @param number counts from 1 */
    record Line(int number, Buffer text) {}

    /** Where reading stands, in bytes. */
    long position() {
        return position;
    }

    /** The lines of the next part; empty at the end. */
    Future<List<Line>> next() {
        if (position >= bytes) {
            Buffer last = rest;
            rest = Buffer.buffer();
            List<Line> lines = new ArrayList<>(1);
            if (last.length() > 0) {
                add(lines, last);
            }
            return Future.succeededFuture(lines);
        }
        int length = (int) Math.min(CHUNK_BYTES, bytes - position);
        return file.read(Buffer.buffer(length), 0, position, length).compose(chunk -> {
            position += chunk.length();
            List<Line> lines = split(chunk);
            return lines.isEmpty() ? next() : Future.succeededFuture(lines);
        });
    }

    private List<Line> split(Buffer chunk) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < chunk.length(); i++) {
            if (chunk.getByte(i) == '\n') {
                append(chunk, start, i);
                add(lines, rest);
                rest = Buffer.buffer();
                skipping = false;
                start = i + 1;
            }
        }
        append(chunk, start, chunk.length());
        return lines;
    }

    private void append(Buffer chunk, int from, int to) {
        if (!skipping) {
            int room = LINE_BYTES_MAX - rest.length();
            rest.appendBuffer(chunk, from, Math.min(to - from, room));
            skipping = to - from > room;
        }
    }

    private void add(List<Line> lines, Buffer line) {
        number++;
        for (byte one : line.getBytes()) {
            if (one != ' ' && one != '\t' && one != '\r') {
                lines.add(new Line(number, line));
                return;
            }
        }
    }
}
