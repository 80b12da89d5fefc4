package io.walaa.proof;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients sent and were told, and what was broken meanwhile: one JSON line for each, in the order it happened. */
public final class History implements AutoCloseable {
    private final BufferedWriter out;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * A call from its first byte to its last.
     *
     * @param from epoch millisecond at which it was sent
     * @param until epoch millisecond at which its outcome was known
     */
    public record Call(int number, int node, Operation operation, long from, long until, Outcome outcome) {}

    /**
     * A fault.
     *
     * @param loses whether Redis may have forgotten what it acknowledged
     */
    public record Broken(String fault, long from, long until, boolean loses) {}

    /** All of it. Calls without an outcome are unknown. */
    public record Read(List<Call> calls, List<Broken> faults) {}

    public History(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    /** Notes that an operation is sent to a node; the number of the call. */
    int invoke(int node, Operation operation) {
        int number = calls.incrementAndGet();
        write(new JsonObject()
                .put("call", number)
                .put("at", System.currentTimeMillis())
                .put("node", node)
                .put("operation", JsonObject.mapFrom(operation)));
        return number;
    }

    void outcome(int call, Outcome outcome) {
        write(new JsonObject()
                .put("call", call)
                .put("at", System.currentTimeMillis())
                .put("outcome", outcome.json()));
    }

    void fault(Broken broken) {
        write(JsonObject.mapFrom(broken));
    }

    private synchronized void write(JsonObject line) {
        try {
            out.write(line.encode());
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    /** Reads a file that was written. */
    public static Read read(Path file) throws IOException {
        Map<Integer, Call> calls = new LinkedHashMap<>();
        List<Broken> faults = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonObject json = new JsonObject(line);
            if (json.containsKey("fault")) {
                faults.add(json.mapTo(Broken.class));
            } else if (json.containsKey("operation")) {
                Operation operation = json.getJsonObject("operation").mapTo(Operation.class);
                int number = json.getInteger("call");
                calls.put(
                        number,
                        new Call(
                                number,
                                json.getInteger("node"),
                                operation,
                                json.getLong("at"),
                                Long.MAX_VALUE,
                                Outcome.unknown()));
            } else {
                Outcome outcome = Outcome.read(json.getJsonObject("outcome"));
                long at = json.getLong("at");
                calls.computeIfPresent(
                        json.getInteger("call"),
                        (number, call) -> new Call(number, call.node(), call.operation(), call.from(), at, outcome));
            }
        }
        return new Read(List.copyOf(calls.values()), faults);
    }
}
