package io.walaa.proof;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy between one node and one store that can stall, slow down and cut. Everything happens on one event loop.
 */
final class Wire extends VerticleBase {
    private static final String LOOPBACK = "127.0.0.1";

    /** A direction. */
    enum Way {
        REQUEST,
        REPLY
    }

    private record Chunk(long dueMillis, Buffer bytes) {}

    private final int target;
    private final List<Pair> pairs = new ArrayList<>();
    private NetClient client;
    private NetServer server;
    private boolean stalledRequests;
    private boolean stalledReplies;
    private long delayMillis;
    private String trap;
    private Runnable sprung = () -> {};
    private String barred;
    private int bars;
    private String withheld;

    private Wire(int target) {
        this.target = target;
    }

    /** Opens one to a port of this machine. */
    static Wire open(Vertx vertx, int target) {
        Wire wire = new Wire(target);
        vertx.deployVerticle(wire).await();
        return wire;
    }

    @Override
    public io.vertx.core.Future<?> start() {
        client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(this::accept);
        return server.listen(0, LOOPBACK);
    }

    int port() {
        return server.actualPort();
    }

    private void accept(NetSocket from) {
        from.pause();
        client.connect(target, LOOPBACK)
                .onSuccess(to -> pairs.add(new Pair(from, to)))
                .onFailure(down -> from.close());
    }

    /** Lets nothing pass in one direction until {@link #flow}. */
    void stall(Way way) {
        run(() -> {
            stalledRequests |= way == Way.REQUEST;
            stalledReplies |= way == Way.REPLY;
        });
    }

    /** Delays everything by so much. */
    void slow(long millis) {
        run(() -> delayMillis = millis);
    }

    /** Lets everything pass again, what was stalled first. */
    void flow() {
        run(() -> {
            stalledRequests = false;
            stalledReplies = false;
            delayMillis = 0;
            trap = null;
            barred = null;
            withheld = null;
            pairs.forEach(pair -> pair.waits = false);
            pairs.forEach(Pair::drain);
        });
    }

    /** Ends all connections. */
    void cut() {
        run(() -> List.copyOf(pairs).forEach(Pair::close));
    }

    /**
     * Lets the next request that contains {@code text} pass, and ends its connection before the reply.
     *
     * @param then what else happens at that moment
     */
    void cutBehind(String text, Runnable then) {
        run(() -> {
            trap = text;
            sprung = then;
        });
    }

    /** Ends the connections of the next requests that contain {@code text}, so many of them, and lets none pass. */
    void cutBefore(String text, int times) {
        run(() -> {
            barred = text;
            bars = times;
        });
    }

    /** From a reply on that contains {@code text}, its connection brings no more replies until {@link #flow}. */
    void withhold(String text) {
        run(() -> withheld = text);
    }

    /** How many connections {@link #withhold} keeps waiting. */
    int waiting() {
        AtomicInteger count = new AtomicInteger();
        run(() -> count.set((int) pairs.stream().filter(pair -> pair.waits).count()));
        return count.get();
    }

    private void run(Runnable change) {
        Context mine = Objects.requireNonNull(context);
        CountDownLatch done = new CountDownLatch(1);
        mine.runOnContext(now -> {
            change.run();
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public io.vertx.core.Future<?> stop() {
        Promise<Void> closed = Promise.promise();
        server.close().onComplete(closed);
        return closed.future();
    }

    private static boolean holds(Buffer bytes, String text) {
        return text != null && bytes.toString("ISO-8859-1").contains(text);
    }

    /** One connection, both its halves. */
    private final class Pair {
        private final NetSocket from;
        private final NetSocket to;
        private final ArrayDeque<Chunk> requests = new ArrayDeque<>();
        private final ArrayDeque<Chunk> replies = new ArrayDeque<>();
        private boolean muted;
        private boolean waits;

        Pair(NetSocket from, NetSocket to) {
            this.from = from;
            this.to = to;
            from.handler(bytes -> request(bytes)).closeHandler(end -> close()).exceptionHandler(failure -> close());
            to.handler(bytes -> reply(bytes)).closeHandler(end -> close()).exceptionHandler(failure -> close());
            from.resume();
        }

        private void request(Buffer bytes) {
            requests.add(new Chunk(System.currentTimeMillis() + delayMillis, bytes));
            drain();
        }

        private void reply(Buffer bytes) {
            if (muted) {
                close();
                return;
            }
            replies.add(new Chunk(System.currentTimeMillis() + delayMillis, bytes));
            drain();
        }

        private void drain() {
            if (!stalledRequests) {
                pass(requests, to);
            }
            if (!stalledReplies && !waits) {
                pass(replies, from);
            }
        }

        private void pass(ArrayDeque<Chunk> chunks, NetSocket end) {
            long now = System.currentTimeMillis();
            while (!chunks.isEmpty() && chunks.peek().dueMillis <= now) {
                if (end == from && holds(chunks.peek().bytes, withheld)) {
                    waits = true;
                    return;
                }
                Buffer bytes = chunks.poll().bytes;
                if (end == to && bars > 0 && holds(bytes, barred)) {
                    bars--;
                    close();
                    return;
                }
                if (end == to && holds(bytes, trap)) {
                    trap = null;
                    muted = true;
                    sprung.run();
                }
                end.write(bytes);
            }
            if (!chunks.isEmpty()) {
                vertx.setTimer(Math.max(1, chunks.peek().dueMillis - now), due -> drain());
            }
        }

        private void close() {
            pairs.remove(this);
            from.close();
            to.close();
        }
    }
}
