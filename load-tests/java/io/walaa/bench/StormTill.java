package io.walaa.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.decision.EntryId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Buys for members drawn at random at a steady rate. */
final class StormTill {
    private static final int UNDER_WAY_MAX = 256;
    private static final int TRIES_MAX = 20;
    private static final int AGAIN_MILLIS = 100;
    private static final int UNANSWERED = 0;
    private static final int CONNECTIONS = 64;

    /** An acknowledged purchase: its member, the id of its first event, its place among the member's entries. */
    record Sale(int member, String event, long seq) {}

    private final ObjectMapper json = new ObjectMapper();
    private final ScheduledExecutorService tills = Executors.newScheduledThreadPool(CONNECTIONS);
    private final ThreadLocal<PlainHttp> http;
    private final Queue<Sale> sales = new ConcurrentLinkedQueue<>();
    private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final String head;
    private final int members;
    private final int rate;
    private final String run = Long.toString(System.nanoTime(), 36);
    private final Thread thread = new Thread(this::buy, "till");
    private volatile boolean running = true;
    private volatile boolean begun;

    StormTill(int port, String key, int members, int rate) {
        http = ThreadLocal.withInitial(() -> new PlainHttp(port));
        head = "POST /v1/events HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: Bearer " + key;
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
        underWay.acquire(UNDER_WAY_MAX);
    }

    List<Sale> sales() {
        return List.copyOf(sales);
    }

    /** Purchases that were never acknowledged, by what was answered instead. */
    Map<String, Integer> refused() {
        return Map.copyOf(refused);
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
            byte[] body = purchase(member, run + "-" + sent).getBytes(StandardCharsets.UTF_8);
            tills.execute(() -> send(member, body, TRIES_MAX));
        }
    }

    private static String purchase(int member, String id) {
        return Template.event()
                .replace("mem_################", Members.id(member))
                .replace("$$$$$$$$$$$$$$$$", id)
                .replace("@@@@-@@-@@T@@:@@:@@Z", Instant.now().toString());
    }

    /** The same event again until it is answered: it counts once. */
    private void send(int member, byte[] body, int tries) {
        int status = status(member, body);
        if (status >= 200 && status < 300) {
            underWay.release();
        } else if (tries > 1 && (status == UNANSWERED || status >= 429)) {
            tills.schedule(() -> send(member, body, tries - 1), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            refused.merge(status == UNANSWERED ? "unanswered" : "" + status, 1, Integer::sum);
            underWay.release();
        }
    }

    private int status(int member, byte[] body) {
        try {
            PlainHttp.Reply reply = http.get().send(head, body);
            if (reply.status() < 300) {
                keep(member, reply.body());
            }
            return reply.status();
        } catch (IOException broken) {
            return UNANSWERED;
        }
    }

    /** The id names the member's sequence too. */
    private void keep(int member, byte[] body) {
        try {
            String event = json.readTree(body).path("event").asText();
            sales.add(new Sale(member, event, EntryId.parse("evt", event).seq()));
        } catch (IOException broken) {
            refused.merge("broken", 1, Integer::sum);
        }
    }
}
