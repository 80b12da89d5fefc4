package io.walaa.live;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections this node takes: in all, and from one address. */
final class Admission {
    private final int connectionsMax;
    private final int addressMax;
    private final int memberMax;
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    /**
     * @param addressMax from one address, 0 without a limit
     * @param memberMax of one member; the oldest makes room
     */
    Admission(int connectionsMax, int addressMax, int memberMax) {
        this.connectionsMax = connectionsMax;
        this.addressMax = addressMax;
        this.memberMax = memberMax;
    }

    /** Whether there is room for another connection at all. */
    boolean hasRoom() {
        return connections.get() < connectionsMax;
    }

    /** Counts a connection; false if its address has too many, it counts nevertheless until it {@link #leaves}. */
    boolean enters(String address) {
        connections.incrementAndGet();
        if (addressMax == 0) {
            return true;
        }
        return byAddress.merge(address, 1, Integer::sum) <= addressMax;
    }

    void leaves(String address) {
        connections.decrementAndGet();
        if (addressMax != 0) {
            byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    int memberMax() {
        return memberMax;
    }

    int connections() {
        return connections.get();
    }
}
