package io.walaa.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A blocking connection to Redis that sends many commands before it reads their answers. */
final class RedisPipe implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private int unanswered;

    RedisPipe(URI url) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        String user = url.getUserInfo();
        if (user != null) {
            call("AUTH", user.substring(user.indexOf(':') + 1));
        }
    }

    /** Sends without waiting; every thousand commands the answers are read. */
    void send(List<String> command) throws IOException {
        write(command);
        if (++unanswered == 1_000) {
            settle();
        }
    }

    /** Reads the answers that are missing; fails with the first error among them. */
    void settle() throws IOException {
        out.flush();
        for (; unanswered > 0; unanswered--) {
            answer();
        }
    }

    /** Sends one command and gives its answer; an array's members are joined by newlines. */
    String call(String... command) throws IOException {
        settle();
        write(List.of(command));
        out.flush();
        return answer();
    }

    private void write(List<String> command) throws IOException {
        out.write(("*" + command.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : command) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
    }

    private String answer() throws IOException {
        String line = line();
        switch (line.charAt(0)) {
            case '-' -> throw new IOException("Redis: " + line);
            case '$' -> {
                int length = Integer.parseInt(line.substring(1));
                if (length < 0) {
                    return "";
                }
                String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                line();
                return text;
            }
            case '*' -> {
                List<String> parts = new ArrayList<>();
                for (int i = Integer.parseInt(line.substring(1)); i > 0; i--) {
                    parts.add(answer());
                }
                return String.join("\n", parts);
            }
            default -> {
                return line.substring(1);
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Redis closed the connection");
            }
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
