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

/** One keep-alive connection with at most one request under way. Reads only what it must of an answer. */
final class Link {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final SelectionKey selection;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private long bodyLeft = -1;

    /** When the request under way should have been sent, nanoseconds. */
    long dueNanos;

    /** Among those of its run. */
    int number;

    int operations;
    int status;
    int linesOfBody;

    Link(Selector selector, int port, int requestBytes) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        selection = channel.register(selector, SelectionKey.OP_READ, this);
        out = ByteBuffer.allocateDirect(requestBytes);
    }

    void send(Template template, Draw draw, long key, long due) throws IOException {
        dueNanos = due;
        operations = template.operations();
        linesOfBody = 0;
        out.clear();
        template.write(out, draw, key);
        out.flip();
        write();
    }

    /** Writes what is left; asks to be called again while the socket takes no more. */
    void write() throws IOException {
        channel.write(out);
        selection.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Whether the answer is complete after reading what is there. */
    boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the server closed a connection");
        }
        in.flip();
        boolean whole = (bodyLeft >= 0 || head()) && body();
        in.compact();
        return whole;
    }

    private boolean head() throws IOException {
        int end = in.limit();
        for (int i = 0; i + 3 < end; i++) {
            if (in.get(i) == '\r' && in.get(i + 2) == '\r') {
                status = (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + in.get(11) - '0';
                bodyLeft = contentLength(i);
                in.position(i + 4);
                return true;
            }
        }
        return false;
    }

    private long contentLength(int end) throws IOException {
        for (int i = 12; i < end; i++) {
            if (in.get(i) == '\n' && matches(i + 1, end)) {
                long length = 0;
                for (int at = i + 1 + LENGTH.length; in.get(at) != '\r'; at++) {
                    length = in.get(at) == ' ' ? length : length * 10 + in.get(at) - '0';
                }
                return length;
            }
        }
        throw new IOException("an answer without Content-Length");
    }

    private boolean matches(int at, int end) {
        for (int i = 0; i < LENGTH.length; i++) {
            if (at + i >= end || (in.get(at + i) | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private boolean body() {
        int there = (int) Math.min(bodyLeft, in.remaining());
        if (operations > 1) {
            for (int i = in.position(); i < in.position() + there; i++) {
                linesOfBody += in.get(i) == '\n' ? 1 : 0;
            }
        }
        in.position(in.position() + there);
        bodyLeft -= there;
        if (bodyLeft > 0) {
            return false;
        }
        bodyLeft = -1;
        return true;
    }

    void close() throws IOException {
        channel.close();
    }
}
