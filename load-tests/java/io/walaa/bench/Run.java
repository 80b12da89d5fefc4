package io.walaa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends a plan's requests from one thread and counts the answers. */
final class Run {
    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE_NANOS = 10 * SECOND;

    private final Plan plan;
    private final Template[] templates;
    private final Draw draw;
    private final Latencies latencies = new Latencies();
    private final Map<Integer, Long> others = new TreeMap<>();
    private final ArrayDeque<Link> idle = new ArrayDeque<>();
    private long keys;
    private long sent;
    private long answered;
    private long done;
    private long pending;

    /** @param keys the first idempotency key, never used before */
    Run(Plan plan, long keys) {
        this.plan = plan;
        this.keys = keys;
        this.draw = Draw.of(plan);
        Template earn = Template.earn(plan);
        this.templates = switch (plan.operation()) {
            case "earn" -> new Template[] {earn};
            case "redeem" -> new Template[] {Template.redeem(plan)};
            case "purchase" -> new Template[] {Template.purchase(plan)};
            case "batch" -> new Template[] {Template.batch(plan)};
            default -> new Template[] {earn, earn, earn, Template.redeem(plan)};
        };
    }

    /** What came of it, as a line of JSON. */
    String run() throws Exception {
        int bytes = 0;
        for (Template template : templates) {
            bytes = Math.max(bytes, template.length());
        }
        List<Link> links = new ArrayList<>();
        try (Selector selector = Selector.open();
                Ledger ledger = plan.postgres().isEmpty() ? null : new Ledger(plan.postgres())) {
            for (int i = 0; i < plan.connections(); i++) {
                links.add(new Link(selector, plan.port(), bytes));
            }
            long before = ledger == null ? 0 : ledger.entries();
            long start = System.nanoTime();
            long end = start + (long) (plan.seconds() * SECOND);
            idle.addAll(links);
            send(selector, start, end);
            double answeredSeconds = (System.nanoTime() - start) / 1e9;
            long entries = ledger == null ? done : ledger.await(before + done) - before;
            double drainedSeconds = (System.nanoTime() - start) / 1e9;
            return result(Math.min(entries, done), entries, answeredSeconds, drainedSeconds);
        } finally {
            for (Link link : links) {
                link.close();
            }
        }
    }

    private void send(Selector selector, long start, long end) throws IOException {
        boolean open = plan.rate() > 0;
        long now = start;
        while (now < end || (answered < sent && now < end + PATIENCE_NANOS)) {
            while (!idle.isEmpty() && now < end) {
                long due = open ? start + (long) (sent * SECOND / plan.rate()) : now;
                if (due > now) {
                    break;
                }
                send(idle.poll(), due);
            }
            // An open loop looks every millisecond for what is due; what waits for it counts as latency.
            selector.select(this::ready, open ? 1 : 20);
            now = System.nanoTime();
        }
    }

    private void send(Link link, long due) throws IOException {
        Template template = templates[(int) (sent % templates.length)];
        link.send(template, draw, keys, due);
        keys += template.operations();
        sent++;
    }

    private void ready(SelectionKey key) {
        Link link = (Link) key.attachment();
        try {
            if (key.isWritable()) {
                link.write();
            }
            if (key.isReadable() && link.read()) {
                answered(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answered(Link link) {
        answered++;
        latencies.add(System.nanoTime() - link.dueNanos);
        if (link.status >= 200 && link.status < 300) {
            done += link.operations == 1 ? 1 : link.linesOfBody;
            pending += link.status == 202 ? 1 : 0;
        } else {
            others.merge(link.status, 1L, Long::sum);
        }
        idle.add(link);
    }

    private String result(long counted, long entries, double answeredSeconds, double drainedSeconds) {
        latencies.sort();
        return ("{\"operations\":%d,\"entries\":%d,\"answered\":%d,\"pending\":%d,\"unanswered\":%d,"
                        + "\"failed\":\"%s\",\"answeredSeconds\":%.3f,\"seconds\":%.3f,\"rate\":%.1f,"
                        + "\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f}")
                .formatted(
                        counted,
                        entries,
                        answered,
                        pending,
                        sent - answered,
                        others,
                        answeredSeconds,
                        drainedSeconds,
                        counted / drainedSeconds,
                        latencies.millis(0.5),
                        latencies.millis(0.99),
                        latencies.millis(1));
    }
}
