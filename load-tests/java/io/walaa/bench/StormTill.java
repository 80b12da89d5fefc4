package io.walaa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.decision.EntryId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Buys for members drawn at random at a steady rate, and reads snapshots for screens that need one. */
final class StormTill {
    private static final int UNDER_WAY_MAX = 256;
    private static final int TRIES_MAX = 20;

    /** An acknowledged purchase: its member, the id of its first event, its place among the member's entries. */
    record Sale(int member, String event, long seq) {}

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Sale> sales = new ConcurrentLinkedQueue<>();
    private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final AtomicInteger looked = new AtomicInteger();
    private final String url;
    private final String key;
    private final int members;
    private final int rate;
    private final String run = Long.toString(System.nanoTime(), 36);
    private final Thread thread = new Thread(this::buy, "till");
    private volatile boolean running = true;
    private volatile boolean begun;
    private volatile boolean over;

    StormTill(int port, String key, int members, int rate) {
        this.url = "http://127.0.0.1:" + port;
        this.key = key;
        this.members = members;
        this.rate = rate;
    }

    void start() {
        begun = true;
        thread.start();
    }

    void stop() {
        running = false;
    }

    /** Whether it ever bought anything. */
    boolean begun() {
        return begun;
    }

    void join() throws InterruptedException {
        running = false;
        thread.join();
        over = true;
        underWay.acquire(UNDER_WAY_MAX);
    }

    List<Sale> sales() {
        return List.copyOf(sales);
    }

    /** Purchases that were never acknowledged, by what was answered instead. */
    Map<String, Integer> refused() {
        return Map.copyOf(refused);
    }

    int looked() {
        return looked.get();
    }

    private void buy() {
        Random random = new Random();
        long begin = System.nanoTime();
        for (long sent = 0; running; sent++) {
            long wait = begin + sent * 1_000_000_000L / rate - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            underWay.acquireUninterruptibly();
            int member = random.nextInt(members);
            send(member, purchase(member, run + "-" + sent), TRIES_MAX);
        }
    }

    private static String purchase(int member, String id) {
        return Template.event()
                .replace("mem_################", Members.id(member))
                .replace("$$$$$$$$$$$$$$$$", id)
                .replace("@@@@-@@-@@T@@:@@:@@Z", Instant.now().toString());
    }

    /** The same event again until it is answered: it counts once. */
    private void send(int member, String body, int tries) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/events"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((reply, failure) -> {
            boolean done = failure == null && reply.statusCode() < 300;
            if (done) {
                keep(member, reply.body());
            } else if (tries > 1 && (failure != null || reply.statusCode() >= 429)) {
                LockSupport.parkNanos(100_000_000);
                send(member, body, tries - 1);
                return;
            } else {
                refused.merge(failure == null ? "" + reply.statusCode() : "unanswered", 1, Integer::sum);
            }
            underWay.release();
        });
    }

    /** The id names the member's sequence too. */
    private void keep(int member, String body) {
        try {
            String event = json.readTree(body).path("event").asText();
            sales.add(new Sale(member, event, EntryId.parse("evt", event).seq()));
        } catch (IOException broken) {
            refused.merge("broken", 1, Integer::sum);
        }
    }

    /** Reads the snapshot of a screen that was sent there, until it is one that covers a live position. */
    void look(int member, String token, StormScreen screen) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/me/state"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(5))
                .build();
        looked.incrementAndGet();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((reply, failure) -> {
            try {
                JsonNode state = failure == null && reply.statusCode() == 200 ? json.readTree(reply.body()) : null;
                if (state != null && state.has("live")) {
                    screen.covered(state.path("seq").asLong());
                } else if (!over) {
                    LockSupport.parkNanos(100_000_000);
                    look(member, token, screen);
                }
            } catch (IOException broken) {
                refused.merge("broken", 1, Integer::sum);
            }
        });
    }
}
