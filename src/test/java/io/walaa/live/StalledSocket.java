package io.walaa.live;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A WebSocket by hand, with a small receive buffer, that reads only when it is told to. */
final class StalledSocket implements AutoCloseable {
    private static final int RECEIVE_BYTES = 4_096;
    private static final int WAIT_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;

    private StalledSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static StalledSocket open(String url) throws IOException {
        return open(url, "127.0.0.1");
    }

    /** Opens one from this address of the machine. */
    static StalledSocket open(String url, String from) throws IOException {
        URI at = URI.create(url);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setSoTimeout(WAIT_MILLIS);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
        StalledSocket stalled = new StalledSocket(socket);
        List<String> lines = List.of(
                "GET /v1/live HTTP/1.1",
                "Host: x",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        String request = String.join("\r\n", lines) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) stalled.in.readUnsignedByte());
        }
        // the example of RFC 6455, section 1.3
        if (answer.indexOf("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") < 0) {
            throw new AssertionError(answer.toString());
        }
        return stalled;
    }

    /** Sends a text under a mask of zeros. */
    void say(String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[8 + content.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | 126);
        frame[2] = (byte) (content.length >> 8);
        frame[3] = (byte) content.length;
        System.arraycopy(content, 0, frame, 8, content.length);
        socket.getOutputStream().write(frame);
    }

    /** The next frame's text. */
    String frame() throws IOException {
        in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** How many frames come until the connection ends. */
    int framesUntilTheEnd() throws IOException {
        int frames = 0;
        try {
            while (true) {
                frame();
                frames++;
            }
        } catch (EOFException | SocketException end) {
            return frames;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
