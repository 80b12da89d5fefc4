package io.walaa.store.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which master of a cluster has which slots, as one of its nodes says. */
final class SlotMap {
    private final Map<String, BitSet> byAddress;
    private final Map<String, BitSet> byNode;

    private SlotMap(Map<String, BitSet> byAddress, Map<String, BitSet> byNode) {
        this.byAddress = byAddress;
        this.byNode = byNode;
    }

    static Request request() {
        return Request.cmd(Command.CLUSTER).arg("SLOTS");
    }

    /**
     * Reads the answer to {@link #request}: for each range its first and last slot, its master, its replicas.
     *
     * @param asked host of the node that answered: it may not know its own
     */
    static SlotMap of(Response ranges, String asked) {
        Map<String, BitSet> byAddress = new LinkedHashMap<>();
        Map<String, BitSet> byNode = new LinkedHashMap<>();
        for (Response range : ranges) {
            int first = range.get(0).toInteger();
            int last = range.get(1).toInteger();
            Response master = range.get(2);
            String host = master.get(0) == null ? "" : master.get(0).toString();
            String address = (host.isEmpty() || host.equals("?") ? asked : host) + ":" + master.get(1);
            byAddress.computeIfAbsent(address, fresh -> new BitSet()).set(first, last + 1);
            byNode.computeIfAbsent(master.get(2).toString(), fresh -> new BitSet())
                    .set(first, last + 1);
        }
        return new SlotMap(byAddress, byNode);
    }

    /** The slots that the node behind this connection has as their master. */
    static Future<BitSet> own(RedisConnection connection) {
        return connection
                .send(Request.cmd(Command.CLUSTER).arg("MYID"))
                .compose(id ->
                        connection.send(request()).map(ranges -> of(ranges, "").slotsOf(id)));
    }

    private BitSet slotsOf(@Nullable Response node) {
        return byNode.getOrDefault(String.valueOf(node), new BitSet());
    }

    /** The masters by their addresses, each with its slots. */
    Map<String, BitSet> masters() {
        return byAddress;
    }

    /** Each with how many slots it has. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        byAddress.forEach((address, slots) -> texts.add(address + " (" + slots.cardinality() + " slots)"));
        return String.join(", ", texts);
    }
}
