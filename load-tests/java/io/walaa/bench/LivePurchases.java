package io.walaa.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Purchases in an open loop, and the time from each one's instant until its event is on the member's socket. */
final class LivePurchases {
    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE_NANOS = 10 * SECOND;
    private static final byte[] OFFSET = "\"offset\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MEMBER = "{\"t\":\"pub\",\"ch\":\"member\"".getBytes(StandardCharsets.US_ASCII);

    private final Template template;
    private final Draw draw;
    private final double rate;
    private final double seconds;
    private final double warmSeconds;
    private final List<Link> links = new ArrayList<>();
    private final ArrayDeque<Link> idle = new ArrayDeque<>();
    private final ArrayDeque<Long>[] awaited;
    private final long[] member;
    private final Map<Integer, Long> others = new TreeMap<>();
    private final Latencies events = new Latencies();
    private final Latencies replies = new Latencies();
    private long keys = System.nanoTime() << 8;
    private long sent;
    private long answered;
    private long seen;
    private long strange;
    private long start;

    @SuppressWarnings("unchecked")
    LivePurchases(Arguments arguments, Selector selector, int members) throws IOException {
        rate = arguments.number("rate");
        seconds = Double.parseDouble(arguments.text("seconds"));
        warmSeconds = Double.parseDouble(arguments.text("warm", "0"));
        Plan plan = new Plan(
                0, seconds, 0, rate, "purchase", 0, members, "uniform", arguments.text("key"), "", 1, 10, "");
        template = Template.purchase(plan);
        draw = Draw.of(plan);
        awaited = new ArrayDeque[members];
        int connections = arguments.number("connections");
        String[] ports = arguments.text("ports").split(",");
        for (int i = 0; i < connections; i++) {
            links.add(new Link(selector, Integer.parseInt(ports[i % ports.length]), template.length()));
        }
        member = new long[connections];
    }

    /** @param select handles what is ready, waiting at most so many milliseconds */
    void run(IntConsumer select) throws IOException {
        for (Link link : links) {
            link.number = idle.size();
            idle.add(link);
        }
        start = System.nanoTime();
        long end = start + (long) ((seconds + warmSeconds) * SECOND);
        long now = start;
        while (now < end || (now < end + PATIENCE_NANOS && (answered < sent || seen < answered - failed()))) {
            while (!idle.isEmpty() && now < end) {
                long due = start + (long) (sent * SECOND / rate);
                if (due > now) {
                    break;
                }
                send(idle.poll(), due);
            }
            select.accept(1);
            now = System.nanoTime();
        }
    }

    private void send(Link link, long due) throws IOException {
        link.send(template, draw, keys++, due);
        int who = (int) draw.drawn();
        member[link.number] = who;
        if (awaited[who] == null) {
            awaited[who] = new ArrayDeque<>(2);
        }
        awaited[who].add(due);
        sent++;
    }

    void ready(SelectionKey key) throws IOException {
        Link link = (Link) key.attachment();
        if (key.isWritable()) {
            link.write();
        }
        if (!key.isReadable() || !link.read()) {
            return;
        }
        answered++;
        if (counts(link.dueNanos)) {
            replies.add(System.nanoTime() - link.dueNanos);
        }
        if (link.status < 200 || link.status >= 300) {
            others.merge(link.status, 1L, Long::sum);
            awaited[(int) member[link.number]].removeLastOccurrence(link.dueNanos);
        }
        idle.add(link);
    }

    /** A purchase is told by one or more lines, of which the last has the offset. */
    void event(LiveLine line, byte[] bytes, int from, int to) {
        if (!LiveServerKind.startsWith(bytes, from, to, MEMBER) || !LiveServerKind.contains(bytes, from, to, OFFSET)) {
            return;
        }
        ArrayDeque<Long> mine = awaited[line.number];
        Long due = mine == null ? null : mine.poll();
        if (due == null) {
            strange++;
            return;
        }
        seen++;
        if (counts(due)) {
            events.add(System.nanoTime() - due);
        }
    }

    private boolean counts(long due) {
        return due - start >= warmSeconds * SECOND;
    }

    private long failed() {
        return others.values().stream().mapToLong(Long::longValue).sum();
    }

    String result() {
        events.sort();
        replies.sort();
        return ("{\"sent\":%d,\"answered\":%d,\"failed\":\"%s\",\"events\":%d,\"unexpected\":%d,\"rate\":%.1f,"
                        + "\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f,\"replyP50\":%.3f,\"replyP99\":%.3f}")
                .formatted(
                        sent, answered, others, seen, strange, sent / (seconds + warmSeconds), events.millis(0.5),
                        events.millis(0.99), events.millis(1), replies.millis(0.5), replies.millis(0.99));
    }

    void close() throws IOException {
        for (Link link : links) {
            link.close();
        }
    }
}
