package io.walaa.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the WebSocket as a test drives it: what came is read message by message. */
public final class Screen implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int WAIT_SECONDS = 60;

    private final LinkedBlockingQueue<JsonNode> came = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    private final List<JsonNode> all = new ArrayList<>();
    private final Deque<String> parts = new ArrayDeque<>();
    private WebSocket socket;
    private boolean reads = true;

    /** Opens a WebSocket at a server without a word. */
    public static Screen open(String url, String... headers) {
        Screen screen = new Screen();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().subprotocols("walaa.v1.json");
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        screen.socket = builder.buildAsync(URI.create(url.replace("http", "ws") + "/v1/live"), screen)
                .join();
        return screen;
    }

    /** Opens one and says hello; {@code subs} is the object of that name. */
    public static Screen hello(String url, String token, String subs) {
        Screen screen = open(url);
        screen.say("{\"id\":1,\"t\":\"hello\",\"token\":\"" + token + "\",\"subs\":" + subs + "}");
        return screen;
    }

    public Screen say(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    public Screen binary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** Sends a part of a message, which our protocol does not take. */
    public Screen part(String text) {
        socket.sendText(text, false).join();
        return this;
    }

    /** The next message with this {@code t}; others before it are kept in {@link #all}. */
    public JsonNode next(String t) {
        return next(message -> message.path("t").asText().equals(t));
    }

    /** The next event of this type. */
    public JsonNode event(String type) {
        return next(message -> message.at("/e/type").asText().equals(type));
    }

    public JsonNode next(Predicate<JsonNode> wanted) {
        while (true) {
            try {
                JsonNode message = came.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("nothing more came; before: " + all + ", closed " + closed);
                }
                all.add(message);
                LiveContract.check(message);
                if (wanted.test(message)) {
                    return message;
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Everything that was read so far. */
    public List<JsonNode> all() {
        return all;
    }

    /** What came and was not read yet. */
    public List<JsonNode> unread() {
        return List.copyOf(came);
    }

    /** The code with which the server closed. */
    public int code() {
        try {
            Integer code = closed.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (code == null) {
                throw new AssertionError("not closed; came: " + came);
            }
            return code;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops reading what comes. */
    public void stopReading() {
        reads = false;
    }

    /** Hangs up without a word. */
    public void abort() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        parts.add(data.toString());
        if (last) {
            String text = String.join("", parts);
            parts.clear();
            for (String line : text.split("\n")) {
                try {
                    came.add(JSON.readTree(line));
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        if (reads) {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.add(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.add(1006);
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
}
