package io.walaa.store.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to a cluster's masters by address and by slot. Lives on one event loop. */
final class Masters {
    private static final Logger LOG = LoggerFactory.getLogger(Masters.class);
    /** What is under way to a node that is no master any more is still answered there. */
    private static final long RETIRE_MILLIS = 3_000;

    private final Vertx vertx;
    private final Function<String, RedisLink> connect;
    private final Map<String, RedisLink> byAddress = new TreeMap<>();
    private final @Nullable RedisLink[] bySlot = new RedisLink[Slot.COUNT];
    private final List<Runnable> onMoved = new ArrayList<>();
    private volatile List<RedisLink> all = List.of();
    private boolean closed;

    /** @param connect makes the connection to an address, not opened yet */
    Masters(Vertx vertx, Function<String, RedisLink> connect) {
        this.vertx = vertx;
        this.connect = connect;
    }

    void onMoved(Runnable then) {
        onMoved.add(then);
    }

    /** The one that has a slot; if nobody has it as far as is known, one that may say so. */
    RedisLink at(int slot) {
        RedisLink owner = bySlot[slot];
        return owner == null ? all.get(slot % all.size()) : owner;
    }

    /** All of them. Any thread. */
    List<RedisLink> all() {
        return all;
    }

    /** Those that answer. */
    List<RedisLink> ready() {
        return all.stream().filter(RedisLink::ready).toList();
    }

    /** The one at an address; null if it is not connected. */
    @Nullable
    RedisLink known(String address) {
        RedisLink link = byAddress.get(address);
        return link != null && link.ready() ? link : null;
    }

    /** A node has said that a slot is at this address from now on. */
    void moved(int slot, String address) {
        RedisLink link = link(address, new ArrayList<>());
        if (bySlot[slot] != link) {
            bySlot[slot] = link;
            told();
        }
    }

    /**
     * Takes over who has which slots.
     *
     * @return what opens: the connections to masters that were not known before
     */
    List<Future<Void>> take(SlotMap slots) {
        List<Future<Void>> opening = new ArrayList<>();
        if (closed || slots.masters().isEmpty()) {
            return opening;
        }
        boolean moved = false;
        BitSet left = new BitSet();
        left.set(0, Slot.COUNT);
        for (Map.Entry<String, BitSet> one : slots.masters().entrySet()) {
            RedisLink link = link(one.getKey(), opening);
            moved |= give(one.getValue(), link);
            left.andNot(one.getValue());
        }
        moved |= give(left, null);
        retireOthers(slots.masters().keySet());
        all = List.copyOf(byAddress.values());
        if (moved) {
            LOG.info("the masters of the Redis Cluster: {}", slots);
            told();
        }
        return opening;
    }

    private boolean give(BitSet slots, @Nullable RedisLink owner) {
        boolean moved = false;
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            moved |= bySlot[slot] != owner;
            bySlot[slot] = owner;
        }
        return moved;
    }

    private RedisLink link(String address, List<Future<Void>> opening) {
        return byAddress.computeIfAbsent(address, fresh -> {
            RedisLink link = connect.apply(address);
            opening.add(link.open());
            return link;
        });
    }

    private void retireOthers(Set<String> wanted) {
        for (String address : new LinkedHashSet<>(byAddress.keySet())) {
            if (!wanted.contains(address)) {
                RedisLink gone = Objects.requireNonNull(byAddress.remove(address));
                vertx.setTimer(RETIRE_MILLIS, over -> gone.close());
            }
        }
    }

    private void told() {
        onMoved.forEach(Runnable::run);
    }

    Future<Void> close() {
        closed = true;
        List<Future<Void>> closing =
                byAddress.values().stream().map(RedisLink::close).toList();
        return closing.isEmpty()
                ? Future.succeededFuture()
                : Future.join(closing).mapEmpty();
    }
}
