package io.walaa.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Splits a body into its lines, without blank ones. */
final class Lines {
    private Lines() {}

    /**
     * The lines of a body.
     *
     * @throws Rejection 400 if there are none or more than {@code linesMax}
     */
    static List<byte[]> of(byte[] body, int linesMax) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        while (start < body.length) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            if (!blank(body, start, end)) {
                lines.add(Arrays.copyOfRange(body, start, end));
            }
            if (lines.size() > linesMax) {
                throw new Rejection(400, "too-many-lines", Map.of("max", linesMax));
            }
            start = end + 1;
        }
        if (lines.isEmpty()) {
            throw new Rejection(400, "body-missing");
        }
        return lines;
    }

    private static boolean blank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
