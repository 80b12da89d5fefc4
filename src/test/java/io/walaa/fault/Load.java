package io.walaa.fault;

import io.walaa.fixture.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Members who earn one point after another, each at a thread of its own, until it is closed. What is refused for now,
 * or is not answered, is sent again with the same key: so each point must be there exactly once.
 */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Client till;
    private final String ack;
    private final Map<String, AtomicLong> done = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private volatile boolean over;

    Load(Client till, String ack, Collection<String> members) {
        this.till = till;
        this.ack = ack;
        for (String member : members) {
            done.put(member, new AtomicLong());
            Thread thread = new Thread(() -> run(member), "load-" + member);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(String member) {
        AtomicLong count = done.get(member);
        while (!over) {
            String failure = earn(member, "load-" + count.get());
            if (failure != null) {
                synchronized (wrong) {
                    wrong.add(failure);
                }
                return;
            }
            count.incrementAndGet();
        }
    }

    /** What went wrong, null once it is acknowledged. */
    private String earn(String member, String name) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Client.Answer answer = till.earn(member, 1, name, ack);
            if (answer.status() == 201) {
                return null;
            }
            // 202: it waits for the ledger still
            boolean later = answer.status() == 503 || answer.status() == 409 || answer.status() == 202;
            if (!later || System.nanoTime() > giveUp) {
                return member + ", " + name + ": " + answer;
            }
        }
    }

    /** Points that were acknowledged. */
    long done(String member) {
        return done.get(member).get();
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.toString());
        }
    }
}
