package io.walaa.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One WebSocket client (RFC 6455) of the load generator: it reads text, line by line, and answers pings. */
final class LiveLine {
    /** Is told what a server says. */
    interface Listener {
        void upgraded(LiveLine line) throws IOException;

        /** A line of a text frame: {@code bytes} from {@code from} to {@code to}. */
        void text(LiveLine line, byte[] bytes, int from, int to) throws IOException;

        void closed(LiveLine line);
    }

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final byte[] NOTHING = {};

    final int number;
    boolean ready;
    int messages;
    private final Listener listener;
    private final SocketChannel channel;
    private byte[] rest = NOTHING;
    private boolean upgraded;

    LiveLine(int number, Selector selector, int port, String path, String headers, Listener listener)
            throws IOException {
        this.number = number;
        this.listener = listener;
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
        write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a text frame, masked by zeros. */
    void say(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private void frame(int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        write(Arrays.copyOf(frame.array(), frame.position()));
    }

    /** What a client says fits into an empty socket buffer; one that does not has a server that stopped reading. */
    private void write(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        channel.write(out);
        if (out.hasRemaining()) {
            throw new IOException("the server does not read");
        }
    }

    /** Reads what is there; {@code scratch} is anybody's. */
    void read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        scratch.put(rest);
        int got;
        try {
            got = channel.read(scratch);
        } catch (IOException reset) {
            got = -1;
        }
        if (got < 0) {
            close();
            listener.closed(this);
            return;
        }
        byte[] bytes = scratch.array();
        int end = scratch.position();
        int at = upgraded ? 0 : upgrade(bytes, end);
        while (upgraded && channel.isOpen()) {
            int next = frame(bytes, at, end);
            if (next < 0) {
                break;
            }
            at = next;
        }
        rest = at == end ? NOTHING : Arrays.copyOfRange(bytes, at, end);
    }

    private int upgrade(byte[] bytes, int end) throws IOException {
        for (int i = 3; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
                String status = new String(bytes, 0, Math.min(12, end), StandardCharsets.US_ASCII);
                if (!status.endsWith("101")) {
                    throw new IOException("not upgraded: " + new String(bytes, 0, end, StandardCharsets.UTF_8));
                }
                upgraded = true;
                listener.upgraded(this);
                return i + 1;
            }
        }
        return 0;
    }

    /** Takes one frame; where the next begins, -1 if this one is not whole yet. */
    private int frame(byte[] bytes, int at, int end) throws IOException {
        if (end - at < 2) {
            return -1;
        }
        int length = bytes[at + 1] & 127;
        int head = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (end - at < head) {
            return -1;
        }
        if (head > 2) {
            length = (int) (head == 4 ? ByteBuffer.wrap(bytes).getShort(at + 2) & 0xffff : ByteBuffer.wrap(bytes).getLong(at + 2));
        }
        int body = at + head;
        if (end - body < length) {
            return -1;
        }
        switch (bytes[at] & 15) {
            case TEXT -> lines(bytes, body, body + length);
            case PING -> frame(PONG, Arrays.copyOfRange(bytes, body, body + length));
            case CLOSE -> {
                close();
                listener.closed(this);
            }
            default -> {
                // a pong, or what no server here sends
            }
        }
        return body + length;
    }

    private void lines(byte[] bytes, int from, int to) throws IOException {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                listener.text(this, bytes, start, i);
                start = i + 1;
            }
        }
        listener.text(this, bytes, start, to);
    }

    boolean open() {
        return channel.isOpen();
    }

    void close() throws IOException {
        channel.close();
    }
}
