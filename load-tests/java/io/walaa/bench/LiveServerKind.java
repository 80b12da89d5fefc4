package io.walaa.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How a client speaks to each server of the live bench. */
enum LiveServerKind {
    WALAA("/v1/live", "Sec-WebSocket-Protocol: walaa.v1.json\r\n"),
    BARE("/", ""),
    NCHAN("/sub", ""),
    SOCKETIO("/socket.io/?EIO=4&transport=websocket", "");

    private static final byte[] PUB = "{\"t\":\"pub\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] READY = "\"t\":\"ready\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PING = "{\"t\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);

    final String path;
    final String headers;

    LiveServerKind(String path, String headers) {
        this.path = path;
        this.headers = headers;
    }

    /** What to say once the socket stands. */
    void greet(LiveLine line, String hello) throws IOException {
        if (this == WALAA) {
            line.say(hello);
        }
        line.ready = this == BARE || this == NCHAN;
    }

    /** Takes a line; whether it is a message that counts. */
    boolean take(LiveLine line, byte[] bytes, int from, int to) throws IOException {
        return switch (this) {
            case WALAA -> walaa(line, bytes, from, to);
            case SOCKETIO -> socketio(line, bytes, from, to);
            default -> true;
        };
    }

    private static boolean walaa(LiveLine line, byte[] bytes, int from, int to) throws IOException {
        if (startsWith(bytes, from, to, PUB)) {
            return true;
        }
        if (startsWith(bytes, from, to, PING)) {
            line.say("{\"t\":\"pong\"}");
        } else if (contains(bytes, from, to, READY)) {
            line.ready = true;
        } else {
            throw new IOException("the server said " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        return false;
    }

    private static boolean socketio(LiveLine line, byte[] bytes, int from, int to) throws IOException {
        switch (bytes[from]) {
            case '0' -> line.say("40");
            case '2' -> line.say("3");
            default -> {
                if (bytes[from + 1] == '0') {
                    line.ready = true;
                }
                return bytes[from + 1] == '2';
            }
        }
        return false;
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean contains(byte[] bytes, int from, int to, byte[] part) {
        for (int i = from; i <= to - part.length; i++) {
            if (startsWith(bytes, i, to, part)) {
                return true;
            }
        }
        return false;
    }
}
