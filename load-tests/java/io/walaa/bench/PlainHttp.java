package io.walaa.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection of blocking HTTP/1.1, opened again when it breaks. The JDK's client takes as much of the machine
 * for a request as the server does for its answer.
 */
final class PlainHttp {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final String LENGTH = "content-length:";

    /** An answer. */
    record Reply(int status, byte[] body) {}

    private final int port;
    private Socket socket;
    private InputStream in;

    PlainHttp(int port) {
        this.port = port;
    }

    /** Sends a request; {@code head} is its first line and headers without the last empty line. */
    Reply send(String head, byte[] body) throws IOException {
        try {
            if (socket == null) {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
                in = new BufferedInputStream(socket.getInputStream());
            }
            byte[] begin = (head + "\r\nHost: 127.0.0.1:" + port + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] request = new byte[begin.length + body.length];
            System.arraycopy(begin, 0, request, 0, begin.length);
            System.arraycopy(body, 0, request, begin.length, body.length);
            socket.getOutputStream().write(request);
            return reply();
        } catch (IOException broken) {
            close();
            throw broken;
        }
    }

    private Reply reply() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the answer is cut");
        }
        return new Reply(status, body);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("no answer");
            }
            line.append((char) next);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    private void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException alreadyGone) {
            // it is given up either way
        }
        socket = null;
    }
}
