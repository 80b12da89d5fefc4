package io.walaa.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Thousands of WebSocket clients in one thread. Each line of standard input is a command of {@code name=value} words,
 * answered by one line of JSON: {@code do=open} sockets, {@code do=broadcast} to them, {@code do=purchases} whose events
 * they await, {@code do=close}.
 */
public final class LiveClients implements LiveLine.Listener {
    private static final long SECOND = 1_000_000_000L;
    private static final int OPENING_MAX = 64;

    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocate(1 << 18);
    private final List<LiveLine> lines = new ArrayList<>();
    private LiveServerKind kind = LiveServerKind.BARE;
    private LiveTokens tokens;
    private String channel = "";
    private LivePurchases purchases;
    private int lost;
    private long messages;
    private Latencies latencies = new Latencies();
    private long sentNanos;

    private LiveClients() throws IOException {
        selector = Selector.open();
    }

    public static void main(String[] words) throws Exception {
        LiveClients clients = new LiveClients();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            try {
                System.out.println(clients.run(Arguments.of(line.strip().split(" "))));
            } catch (Exception failure) {
                System.out.println("{\"error\":\"" + failure.toString().replaceAll("[\"\\\\\\n\\r]", "'") + "\"}");
            }
        }
    }

    private String run(Arguments arguments) throws Exception {
        return switch (arguments.text("do")) {
            case "open" -> open(arguments);
            case "broadcast" -> broadcast(arguments);
            case "purchases" -> purchases(arguments);
            case "close" -> close();
            default -> throw new IllegalArgumentException("unknown command");
        };
    }

    private String open(Arguments arguments) throws Exception {
        kind = LiveServerKind.valueOf(arguments.text("kind").toUpperCase(java.util.Locale.ROOT));
        channel = arguments.text("channel", "");
        tokens = kind == LiveServerKind.WALAA ? new LiveTokens(arguments.text("postgres")) : null;
        int count = arguments.number("count");
        int first = lines.size();
        long begin = System.nanoTime();
        for (int i = first; i < first + count; i++) {
            lines.add(new LiveLine(i, selector, arguments.number("port"), kind.path, kind.headers, this));
            if (i % OPENING_MAX == OPENING_MAX - 1) {
                await(20 * SECOND, () -> allReady());
            }
        }
        await(60 * SECOND, () -> allReady());
        if (!allReady()) {
            throw new IOException("not all sockets came up, " + lost + " were closed");
        }
        return "{\"open\":%d,\"seconds\":%.3f}".formatted(lines.size(), (System.nanoTime() - begin) / 1e9);
    }

    private int readyUpTo;

    private boolean allReady() {
        while (readyUpTo < lines.size() && lines.get(readyUpTo).ready) {
            readyUpTo++;
        }
        return readyUpTo == lines.size();
    }

    private String broadcast(Arguments arguments) throws Exception {
        int count = arguments.number("count");
        String filling = "x".repeat(arguments.number("bytes"));
        latencies = new Latencies();
        messages = 0;
        long wanted = 0;
        try (LivePublisher publisher = kind == LiveServerKind.WALAA ? new LivePublisher(arguments, channel) : null) {
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            for (int i = 0; i < count && messages == wanted; i++) {
                wanted += lines.size();
                sentNanos = System.nanoTime();
                if (publisher != null) {
                    publisher.publish(filling);
                } else {
                    HttpRequest request = HttpRequest.newBuilder(URI.create(arguments.text("publish")))
                            .POST(HttpRequest.BodyPublishers.ofString(filling))
                            .build();
                    http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
                }
                long expected = wanted;
                await(10 * SECOND, () -> messages >= expected);
            }
        }
        latencies.sort();
        return "{\"deliveries\":%d,\"wanted\":%d,\"closed\":%d,\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f}"
                .formatted(messages, wanted, lost, latencies.millis(0.5), latencies.millis(0.99), latencies.millis(1));
    }

    private String purchases(Arguments arguments) throws Exception {
        purchases = new LivePurchases(arguments, selector, lines.size());
        try {
            purchases.run(wait -> select(wait));
            return purchases.result();
        } finally {
            purchases.close();
            purchases = null;
        }
    }

    private String close() throws IOException {
        for (LiveLine line : lines) {
            line.close();
        }
        lines.clear();
        readyUpTo = 0;
        lost = 0;
        selector.selectNow();
        return "{}";
    }

    /** Waits until something holds, at most so long. */
    private void await(long nanosMax, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + nanosMax;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            select(20);
        }
    }

    private void select(int millis) {
        try {
            selector.select(this::ready, millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.attachment() instanceof LiveLine line) {
                line.read(scratch);
            } else {
                purchases.ready(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void upgraded(LiveLine line) throws IOException {
        kind.greet(line, tokens == null ? "" : tokens.hello(line.number, channel));
    }

    @Override
    public void text(LiveLine line, byte[] bytes, int from, int to) throws IOException {
        if (kind.take(line, bytes, from, to)) {
            messages++;
            if (purchases != null) {
                purchases.event(line, bytes, from, to);
            } else {
                latencies.add(System.nanoTime() - sentNanos);
            }
        }
    }

    @Override
    public void closed(LiveLine line) {
        lost++;
    }
}
