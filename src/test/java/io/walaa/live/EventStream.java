package io.walaa.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of server-sent events as a test drives it. */
public final class EventStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int WAIT_SECONDS = 60;

    /** One message; what it does not have is empty. */
    public record Message(String event, String id, String retry, String data) {
        public JsonNode json() {
            try {
                return JSON.readTree(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final InputStream bytes;
    private final LinkedBlockingQueue<Message> came = new LinkedBlockingQueue<>();

    private EventStream(InputStream bytes) {
        this.bytes = bytes;
    }

    /** Opens a stream; header names and values alternate. */
    public static EventStream open(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new AssertionError(
                    answer.statusCode() + " " + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        EventStream stream = new EventStream(answer.body());
        Thread reader = new Thread(stream::read, "event-stream");
        reader.setDaemon(true);
        reader.start();
        return stream;
    }

    private void read() {
        Scanner messages = new Scanner(bytes, StandardCharsets.UTF_8).useDelimiter("\n\n");
        while (messages.hasNext()) {
            String event = "";
            String id = "";
            String retry = "";
            StringBuilder data = new StringBuilder();
            for (String line : messages.next().split("\n")) {
                String value = line.substring(line.indexOf(':') + 1).trim();
                switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
                    case "event" -> event = value;
                    case "id" -> id = value;
                    case "retry" -> retry = value;
                    case "data" -> data.append(value);
                    default -> {
                        // a comment
                    }
                }
            }
            came.add(new Message(event, id, retry, data.toString()));
        }
        came.add(new Message("end", "", "", ""));
    }

    /** The next message of this event; {@code end} for the end of the stream. */
    public Message next(String event) throws InterruptedException {
        while (true) {
            Message message = came.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing more came");
            }
            if (!message.data().isEmpty()) {
                LiveContract.check(message.json());
            }
            if (message.event().equals(event)) {
                return message;
            }
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
